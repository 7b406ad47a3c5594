import type { Db } from '#kernel/tables.ts'
import type { Here } from '../store.ts'
import { kinHouseholdsOf } from './rules.ts'
import { householdFacts, villageTies } from './store.ts'

/** For each of these people the households of their kin and of their kin's kin. */
export async function kinHouseholds(
  db: Db,
  which: Here & { readonly personIds: readonly string[] },
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const facts = await villageTies(db, which)
  return new Map(which.personIds.map((id) => [id, kinHouseholdsOf(id, facts)]))
}

/** The households of a village with the names of their heads and their villagers' group. */
export const headsAndGroups = householdFacts
