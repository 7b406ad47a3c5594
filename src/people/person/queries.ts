import { personIdsOf, residenceOf, resides } from '#kernel/permission.ts'
import type { QueryContext } from '#kernel/query.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import { helpOf } from '#people/assistance/store.ts'
import { consentsOf } from '#people/consent/store.ts'
import { recordedKin } from '#people/kinship/queries.ts'
import { guardianOf } from '#people/kinship/store.ts'
import { type Purpose, purposes } from '#people/model.ts'
import { boundDivisions, keepsRoster, readsHouseholds } from '#people/office.ts'
import { isAdult } from '#people/rules.ts'
import {
  divisionsOfHousehold,
  findHousehold,
  findMember,
  findPerson,
  type Here,
  membersOf,
} from '#people/store.ts'
import { maskedNumbers } from './masked.ts'
import { OnePerson, OnePlace, RevealIdentity } from './model.ts'
import { identitiesOf } from './store.ts'

type Reading = Pick<QueryContext<unknown>, 'db' | 'secrets' | 'today'>

/** What stands on the books about one person, numbers masked. */
async function recordOf({ db, secrets, today }: Reading, tenantCode: string, personId: string) {
  const here: Here = { tenantCode, today }
  const person = await findPerson(db, tenantCode, personId)
  if (!person) return null
  const member = await findMember(db, here, personId)
  const household = member ? await findHousehold(db, tenantCode, member.householdId) : null
  const lies = household ? await divisionsOfHousehold(db, here, household.id) : []
  const numbers = await maskedNumbers({ db, secrets }, tenantCode, [personId])
  const nameOf = (kind: string) => lies.find((division) => division.kind === kind)?.name ?? null
  return {
    person: { ...person, ...numbers.get(personId)!, adult: isAdult(person.birthDate, today) },
    household: household && { id: household.id, code: household.code, relation: member!.relation },
    groupName: nameOf('villagers_group'),
    gridName: nameOf('grid'),
    divisionIds: lies.map((division) => division.divisionId),
    consents: await consentsOf(db, tenantCode, personId),
  }
}

export const person = defineQuery({
  name: 'people.person',
  input: OnePerson,
  access: 'scoped',
  may: ({ actor, input }) => readsHouseholds(actor, input.tenantCode),
  looked: (input) => ({
    tenantCode: input.tenantCode,
    personIds: [input.personId],
    purpose: 'person_page',
  }),
  async run(ctx) {
    const { db, input, today, actor } = ctx
    const { tenantCode, personId } = input
    const record = await recordOf(ctx, tenantCode, personId)
    const within = boundDivisions(actor, tenantCode)
    if (!record || (within && !record.divisionIds.some((id) => within.includes(id)))) {
      return refuse('people.unknown_person')
    }
    const keeper = keepsRoster(actor, tenantCode) !== null
    const here = { tenantCode, today }
    return ok({
      ...record,
      kin: keeper ? await recordedKin(db, here, personId) : [],
      guardian: await guardianOf(db, here, personId),
    })
  },
})

/** One's own record: what is kept about me, what I agreed to, who helped me, which posts I hold. */
export const myRecord = defineQuery({
  name: 'people.my_record',
  input: OnePlace,
  access: 'scoped',
  may: ({ actor, input }) => resides(actor, input.tenantCode),
  async run(ctx) {
    const { db, input, actor, today } = ctx
    const { tenantCode } = input
    const own = residenceOf(actor, tenantCode)!
    const record = await recordOf(ctx, tenantCode, own.personId)
    if (!record) return refuse('people.unknown_person')
    const { person, household, groupName, gridName, consents } = record
    const here = { tenantCode, today }
    const members = household ? await membersOf(db, here, household.id) : []
    const mine = actor.behalf ? [own.personId] : personIdsOf(actor, tenantCode)
    return ok({
      ...{ person, household, groupName, gridName, consents },
      members: members.map(({ name, relation }) => ({ name, relation })),
      choices: purposes.map((purpose) => choiceOf(purpose, consents)),
      helped: await helpOf(db, tenantCode, own.personId),
      posts: actor.posts
        .filter((post) => post.tenantCode === tenantCode && mine.includes(post.personId))
        .map(({ post, organisationKind }) => ({ post, organisationKind })),
      helperWrites: actor.behalf !== null,
    })
  },
})

function choiceOf(purpose: Purpose, consents: Awaited<ReturnType<typeof consentsOf>>) {
  const given = consents.find((consent) => consent.purpose === purpose && !consent.withdrawnAt)
  return { purpose, since: given?.grantedAt ?? null }
}

/** A full number, for somebody who says why; the person sees who asked, when and what for. */
export const revealIdentity = defineQuery({
  name: 'people.reveal_identity',
  input: RevealIdentity,
  access: 'scoped',
  may: ({ actor, input }) => keepsRoster(actor, input.tenantCode),
  looked: (input) => ({
    tenantCode: input.tenantCode,
    personIds: [input.personId],
    purpose: `${input.field}: ${input.purpose}`,
  }),
  async run({ db, input, secrets }) {
    const { tenantCode, personId, field } = input
    const found = await findPerson(db, tenantCode, personId)
    if (!found) return refuse('people.unknown_person')
    const identity = (await identitiesOf(db, tenantCode, [personId])).get(personId)
    const sealed = field === 'phone' ? identity?.phoneSealed : identity?.idNumberSealed
    return ok({ name: found.name, value: sealed ? secrets.open(sealed) : null })
  },
})
