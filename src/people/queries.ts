import type { Db } from '#kernel/tables.ts'
import { searchHouseholds } from './household/search.ts'
import { isAdult } from './rules.ts'
import { codesOf, findPersons, type Here, householdsIn, inBulk, membersOfMany } from './store.ts'

export { findForHelpQuery, findOne } from './assistance/queries.ts'
export type { Participating, ParticipatingHousehold, Standing } from './consent/model.ts'
export {
  agreeingPersons,
  householdStandings,
  participatingAmong,
  participatingHouseholds,
  takesPart,
  takesPartSince,
} from './consent/queries.ts'
export {
  adultsLivingIn,
  adultsOf,
  household,
  householdOf,
  households,
} from './household/queries.ts'
export { kinship, recusalOf, relativesOf } from './kinship/queries.ts'
export { headsAndGroups, kinHouseholds } from './overseeing/queries.ts'
export { myRecord, person, revealIdentity } from './person/queries.ts'
export { addressesOf, phonesOf } from './reaching/queries.ts'
export { rosterPlan, rosterSheet, rosterSheets } from './roster/queries.ts'

/** The grown-up members of many households on a day, by household. */
export async function adultsOfHouseholds(
  db: Db,
  which: Here & { readonly householdIds: readonly string[] },
): Promise<ReadonlyMap<string, readonly string[]>> {
  const members = await membersOfMany(db, which, which.householdIds)
  const adults = members.filter((member) => isAdult(member.birthDate, which.today))
  const byHousehold = new Map<string, string[]>()
  for (const { householdId, personId } of adults) {
    const list = byHousehold.get(householdId)
    if (list) list.push(personId)
    else byHousehold.set(householdId, [personId])
  }
  return byHousehold
}

/** What a villagers' group or a grid is called on a day. */
export { divisionNames } from './store.ts'

/** The numbers of households on the board, by household: 012. */
export const householdCodes = codesOf

/** The households that lie in a villagers' group or a grid on a day. */
export function householdsInDivision(
  db: Db,
  where: Here & { readonly divisionId: string },
): Promise<string[]> {
  return householdsIn(db, where, where.divisionId)
}

/** A household as somebody finds it who serves it, by its number, its head and where it lies. */
export interface ServedHousehold {
  readonly id: string
  readonly code: string
  readonly headName: string | null
  readonly groupName: string | null
}

/** The first households of a village that a number, pinyin, initials or part of a name can mean. */
export async function householdsMeant(
  db: Db,
  here: Here,
  asked: { readonly text: string; readonly limit: number },
): Promise<{ rows: ServedHousehold[]; total: number }> {
  const page = { offset: 0, limit: asked.limit, sort: 'code', descending: false } as const
  const search = { tenantCode: here.tenantCode, q: asked.text, ...page }
  const found = await inBulk(db, () => searchHouseholds(db, here, { search, within: null }))
  const rows = found.rows.map(({ id, code, headName, groupName }) => ({
    ...{ id, code, headName, groupName },
  }))
  return { rows, total: found.total }
}

/** Names of people of one place by id; unknown ids are left out. */
export async function namesOf(
  db: Db,
  tenantCode: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const persons = await findPersons(db, tenantCode, [...new Set(personIds)])
  return new Map(persons.map(({ id, name }) => [id, name]))
}
