import { sql } from 'kysely'
import type { Db } from '#kernel/tables.ts'
import { type DeedRow, points } from '#points/store.ts'

interface Page {
  readonly offset: number
  readonly limit: number
}

interface Found {
  readonly rows: readonly DeedRow[]
  readonly total: number
}

function deedsOf(db: Db, tenantCode: string) {
  return points(db)
    .selectFrom('points.deed')
    .selectAll()
    .select(sql<number>`(count(*) over ())::int`.as('total'))
    .where('tenant_code', '=', tenantCode)
    .orderBy('happened_on', 'desc')
    .orderBy('id', 'desc')
}

function found(rows: readonly (DeedRow & { total: number })[]): Found {
  return { rows, total: rows[0]?.total ?? 0 }
}

/** A household's deeds, newest first; deductions only when asked for. */
export async function listOfHousehold(
  db: Db,
  of: {
    tenantCode: string
    householdId: string
    cycleId: string | undefined
    negatives: boolean
  },
  { offset, limit }: Page,
): Promise<Found> {
  let query = deedsOf(db, of.tenantCode).where('household_id', '=', of.householdId)
  if (of.cycleId) query = query.where('cycle_id', '=', of.cycleId)
  if (!of.negatives) query = query.where('negative', '=', false)
  return found(await query.offset(offset).limit(limit).execute())
}

/** What somebody declared for other households, newest first. */
export async function listDeclaredBy(
  db: Db,
  by: { tenantCode: string; personIds: readonly string[]; notOf: string | null },
  { offset, limit }: Page,
): Promise<Found> {
  const query = deedsOf(db, by.tenantCode).where('declared_by', 'in', [...by.personIds])
  const others = by.notOf ? query.where('household_id', '<>', by.notOf) : query
  return found(await others.offset(offset).limit(limit).execute())
}
