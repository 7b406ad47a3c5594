import { sql } from 'kysely'
import { type Db, tables } from '#kernel/tables.ts'
import type { Channel } from '#telling/model.ts'

interface PreferenceTable {
  tenant_code: string
  id: string
  person_id: string
  channels: readonly Channel[]
  wecom_sealed: string | null
  chosen_at: string
  chosen_by: string | null
}

const rowsOf = tables<{ 'telling.preference': PreferenceTable }>

export interface Preference {
  readonly personId: string
  readonly channels: readonly Channel[]
  readonly wecomSealed: string | null
  readonly chosenAt: string
  readonly chosenBy: string | null
}

export async function insertPreference(db: Db, row: PreferenceTable): Promise<void> {
  await rowsOf(db).insertInto('telling.preference').values(row).execute()
}

/** What each of these persons chose last; who never chose is not there. */
export async function findPreferences(
  db: Db,
  tenantCode: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, Preference>> {
  const rows = await rowsOf(db)
    .selectFrom('telling.preference')
    .distinctOn('person_id')
    .select(['person_id as personId', 'channels', 'wecom_sealed as wecomSealed'])
    .select(['chosen_at as chosenAt', 'chosen_by as chosenBy'])
    .where('tenant_code', '=', tenantCode)
    .where(sql<boolean>`person_id = any (${personIds}::uuid[])`)
    .orderBy('person_id')
    .orderBy('chosen_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.personId, row]))
}

/** Deletes how a forgotten person wished to be told; the database refuses it for anybody else. */
export async function deletePreferences(
  db: Db,
  of: { tenantCode: string; personId: string },
): Promise<void> {
  await sql`select telling.forget_preferences(${of.tenantCode}, ${of.personId})`.execute(db)
}
