import { sql } from 'kysely'
import { type Db, tables } from '#kernel/tables.ts'
import type { Level, Plate } from './model.ts'

export interface PlateRow {
  tenant_code: string
  id: string
  household_id: string
  code: string
  hung_at: string
  hung_by: string
  taken_down_at: string | null
  taken_down_by: string | null
}

const plates = (db: Db) => tables<{ 'stars.plate': PlateRow }>(db)

interface Household {
  readonly tenantCode: string
  readonly householdId: string
}

/** The plate that hangs at a household's door. */
export async function findHanging(db: Db, at: Household): Promise<PlateRow | undefined> {
  return plates(db)
    .selectFrom('stars.plate')
    .selectAll()
    .where('tenant_code', '=', at.tenantCode)
    .where('household_id', '=', at.householdId)
    .where('taken_down_at', 'is', null)
    .executeTakeFirst()
}

export async function insertPlate(db: Db, row: PlateRow): Promise<void> {
  await plates(db).insertInto('stars.plate').values(row).execute()
}

/** Takes the hanging plate down; whether there was one. */
export async function takeDown(
  db: Db,
  at: Household,
  by: { at: string; personId: string },
): Promise<string | null> {
  const down = await plates(db)
    .updateTable('stars.plate')
    .set({ taken_down_at: by.at, taken_down_by: by.personId })
    .where('tenant_code', '=', at.tenantCode)
    .where('household_id', '=', at.householdId)
    .where('taken_down_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return down?.id ?? null
}

export async function findShown(
  db: Db,
  of: { tenantCode: string; code: string; today: string },
): Promise<Plate | undefined> {
  const { rows } = await sql<Plate>`select household, hung_at as "hungAt", cycles
    from stars.plate_shown(${of.tenantCode}, ${of.code}, ${of.today}::date)`.execute(db)
  return rows[0]
}

export async function findLevels(
  db: Db,
  of: { tenantCode: string; cycleId: string; today: string },
): Promise<Level[]> {
  const { rows } = await sql<Level>`select stars, names, unnamed
    from stars.levels(${of.tenantCode}, ${of.cycleId}, ${of.today}::date)`.execute(db)
  return rows
}
