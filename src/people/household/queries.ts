import { defineQuery } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { openPurposesOf } from '#people/consent/store.ts'
import type { Member } from '#people/model.ts'
import { boundDivisions, readsHouseholds } from '#people/office.ts'
import { maskedNumbers } from '#people/person/masked.ts'
import { ageOn, isAdult } from '#people/rules.ts'
import {
  divisionsOf,
  divisionsOfHousehold,
  findHousehold,
  findMember,
  type Here,
  inBulk,
  membersOf,
} from '#people/store.ts'
import { HouseholdSearch, OneHousehold } from './model.ts'
import { searchHouseholds } from './search.ts'
import { eventsOf, formerMembersOf, looksAt, residentAdults } from './store.ts'

/** In which household somebody lives on a day, and as what; null when in none. */
export async function householdOf(
  db: Db,
  whose: Here & { readonly personId: string },
): Promise<{ householdId: string; relation: Member['relation'] } | null> {
  const member = await findMember(db, whose, whose.personId)
  return member && { householdId: member.householdId, relation: member.relation }
}

/** The grown-up members of a household on a day. */
export async function adultsOf(
  db: Db,
  which: Here & { readonly householdId: string },
): Promise<{ personId: string; name: string; relation: Member['relation'] }[]> {
  const members = await membersOf(db, which, which.householdId)
  return members
    .filter((member) => isAdult(member.birthDate, which.today))
    .map((member) => ({ personId: member.id, name: member.name, relation: member.relation }))
}

/** Every grown-up who lives in a place on a day: whom the whole village is, when all are told. */
export const adultsLivingIn: (db: Db, here: Here) => Promise<string[]> = residentAdults

export const households = defineQuery({
  name: 'people.households',
  input: HouseholdSearch,
  access: 'scoped',
  may: ({ actor, input }) => readsHouseholds(actor, input.tenantCode),
  async run({ db, input, today, actor }) {
    const { tenantCode } = input
    const here = { tenantCode, today }
    const within = boundDivisions(actor, tenantCode)
    const found = await inBulk(db, () => searchHouseholds(db, here, { search: input, within }))
    const divisions = await divisionsOf(db, here)
    return ok({ ...found, divisions: divisions.map(({ id, kind, name }) => ({ id, kind, name })) })
  },
})

/** One household with its people, where it lies, what it was before, and what its adults agreed to. */
export const household = defineQuery({
  name: 'people.household',
  input: OneHousehold,
  access: 'scoped',
  may: ({ actor, input }) => readsHouseholds(actor, input.tenantCode),
  async run({ db, input, today, actor, secrets }) {
    const { tenantCode, householdId } = input
    const here = { tenantCode, today }
    const found = await findHousehold(db, tenantCode, householdId)
    const lies = found ? await divisionsOfHousehold(db, here, householdId) : []
    const within = boundDivisions(actor, tenantCode)
    if (!found || (within && !lies.some((division) => within.includes(division.divisionId)))) {
      return refuse('people.unknown_household')
    }
    const members = await membersOf(db, here, householdId)
    const personIds = members.map((member) => member.id)
    const numbers = await maskedNumbers({ db, secrets }, tenantCode, personIds)
    const purposes = await openPurposesOf(db, tenantCode, personIds)
    return ok({
      household: found,
      divisions: lies.map(({ kind, name, since, divisionId }) => ({
        kind,
        name,
        since,
        divisionId,
      })),
      members: members.map((member) => ({
        ...lineOf(member, today),
        ...numbers.get(member.id)!,
        purposes: purposes.get(member.id) ?? [],
      })),
      former: await formerMembersOf(db, here, householdId),
      events: await eventsOf(db, tenantCode, householdId),
      looks: await looksAt(db, tenantCode, personIds),
    })
  },
  looked: (input, value) => ({
    tenantCode: input.tenantCode,
    personIds: value.members.map((member) => member.personId),
    purpose: 'household_page',
  }),
})

function lineOf(member: Member, today: string) {
  const { id: personId, name, sex, birthDate, relation, since } = member
  const age = ageOn(birthDate, today)
  return { personId, name, sex, relation, since, age, adult: isAdult(birthDate, today) }
}
