import type { Inputs } from '#compact/tables/model.ts'
import { type Db, tables } from '#kernel/tables.ts'
import type { CycleUnit, DeedState } from './model.ts'

export interface CycleRow {
  tenant_code: string
  id: string
  rule_version_id: string
  unit: CycleUnit
  year: number
  number: number
  /** First and last day, both included. */
  starts_on: string
  ends_on: string
  opened_at: string
  closing_at: string | null
  announced_at: string | null
  final_at: string | null
}

export interface DeedRow {
  tenant_code: string
  id: string
  cycle_id: string
  household_id: string
  person_id: string | null
  item_key: string
  happened_on: string
  value_hundredths: number
  negative: boolean
  note: string
  state: DeedState
  due_on: string | null
  due_provisional: boolean
  declared_at: string
  declared_by: string | null
  declarer: string
  round_id: string | null
  hearing_ends_on: string | null
  statement: string | null
  stated_at: string | null
  stated_by: string | null
  /** The answers its value follows from; null where the item has no table. */
  inputs: Inputs | null
}

export interface DeedStepRow {
  tenant_code: string
  id: string
  deed_id: string
  /** First, second, third step of its deed. */
  number: number
  kind: string
  at: string
  by_person_id: string | null
  by_post: string
  by_organisation_id: string | null
  on_behalf_of: string | null
  value_hundredths: number
  reason: string | null
  envelope_id: string
  /** The answers given with this step. */
  inputs: Inputs | null
}

export interface EvidenceRow {
  tenant_code: string
  deed_id: string
  attachment_id: string
}

export interface PointsTables {
  'points.cycle': CycleRow
  'points.deed': DeedRow
  'points.deed_step': DeedStepRow
  'points.deed_evidence': EvidenceRow
}

export const points = (db: Db) => tables<PointsTables>(db)

export async function insertCycle(db: Db, row: CycleRow): Promise<void> {
  await points(db).insertInto('points.cycle').values(row).execute()
}

export async function listCycles(db: Db, tenantCode: string): Promise<CycleRow[]> {
  return points(db)
    .selectFrom('points.cycle')
    .selectAll()
    .where('tenant_code', '=', tenantCode)
    .orderBy('starts_on', 'desc')
    .execute()
}

/** The cycle in which a day falls, if one was opened. */
export async function findCycleOf(
  db: Db,
  tenantCode: string,
  day: string,
): Promise<CycleRow | undefined> {
  return points(db)
    .selectFrom('points.cycle')
    .selectAll()
    .where('tenant_code', '=', tenantCode)
    .where('starts_on', '<=', day)
    .where('ends_on', '>=', day)
    .executeTakeFirst()
}

export async function findCycle(
  db: Db,
  tenantCode: string,
  id: string,
): Promise<CycleRow | undefined> {
  return points(db)
    .selectFrom('points.cycle')
    .selectAll()
    .where('tenant_code', '=', tenantCode)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function markCycle(
  db: Db,
  cycle: { tenantCode: string; id: string },
  mark: Partial<Pick<CycleRow, 'closing_at' | 'announced_at' | 'final_at'>>,
): Promise<boolean> {
  const changed = await points(db)
    .updateTable('points.cycle')
    .set(mark)
    .where('tenant_code', '=', cycle.tenantCode)
    .where('id', '=', cycle.id)
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}
