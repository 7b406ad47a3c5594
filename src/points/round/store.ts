import { sql } from 'kysely'
import type { Db } from '#kernel/tables.ts'
import type { DeedState } from '#points/model.ts'

/** What a household has in a cycle, in hundredths by item: approved, or also what still waits. */
export async function soFarByItem(
  db: Db,
  of: { tenantCode: string; cycleId: string; household: string; states: readonly DeedState[] },
): Promise<Record<string, number>> {
  const { rows } = await sql<{ item: string; sum: number }>`
    select item_key as item, sum(value_hundredths)::bigint as sum from points.deed
    where tenant_code = ${of.tenantCode} and cycle_id = ${of.cycleId}
      and household_id = ${of.household}
      and state = any (${[...of.states]}::text[])
    group by item_key`.execute(db)
  return Object.fromEntries(rows.map((row) => [row.item, row.sum]))
}
