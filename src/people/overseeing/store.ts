import { sql } from 'kysely'
import type { Db } from '#kernel/tables.ts'
import type { Living, Tie } from '../kinship/model.ts'
import type { Here } from '../store.ts'

/** Every tie that was ever recorded here, and who lives where on a day. */
export async function villageTies(
  db: Db,
  { tenantCode, today }: Here,
): Promise<{ ties: Tie[]; living: Living[] }> {
  const { rows } = await sql<{ ties: Tie[]; living: Living[] }>`
    select
      (select coalesce(json_agg(json_build_object('personId', person_id,
        'relativeId', relative_id)), '[]') from people.kinship
        where tenant_code = ${tenantCode}) as ties,
      (select coalesce(json_agg(json_build_object('personId', person_id,
        'householdId', household_id)), '[]') from people.membership
        where tenant_code = ${tenantCode} and since <= ${today}
          and (until is null or until > ${today})) as living`.execute(db)
  return rows[0]!
}

export interface HouseholdFacts {
  readonly householdId: string
  /** Names of its heads. */
  readonly heads: readonly string[]
  readonly groupId: string | null
}

/** The households of a village with their heads' names and their villagers' group on a day. */
export async function householdFacts(
  db: Db,
  { tenantCode, today }: Here,
): Promise<HouseholdFacts[]> {
  const { rows } = await sql<HouseholdFacts>`
    select h.id as "householdId",
      coalesce((select json_agg(p.name) from people.membership m
        join people.person p on p.tenant_code = m.tenant_code and p.id = m.person_id
        where m.tenant_code = h.tenant_code and m.household_id = h.id and m.relation = 'head'
          and m.since <= ${today} and (m.until is null or m.until > ${today})
          and p.forgotten_at is null), '[]') as heads,
      (select d.division_id from people.household_division d
        where d.tenant_code = h.tenant_code and d.household_id = h.id
          and d.kind = 'villagers_group' and d.since <= ${today}
          and (d.until is null or d.until > ${today}) limit 1) as "groupId"
    from people.household h
    where h.tenant_code = ${tenantCode}`.execute(db)
  return rows
}
