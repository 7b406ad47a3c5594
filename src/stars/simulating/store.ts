import { sql } from 'kysely'
import type { Db } from '#kernel/tables.ts'

/** A household whose score in a close was announced, with how many adults took part. */
export interface ScoredHousehold {
  readonly householdId: string
  readonly participants: number
}

/** The households of announced closes with the score that stands, by close and household. */
export async function scoredHouseholds(
  db: Db,
  of: { tenantCode: string; closeId: string },
): Promise<ScoredHousehold[]> {
  const { rows } = await sql<ScoredHousehold>`
    select household_id as "householdId", participants from stars.score
    where tenant_code = ${of.tenantCode} and close_id = ${of.closeId}
      and state in ('announced', 'final')
    order by household_id`.execute(db)
  return rows
}
