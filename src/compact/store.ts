import { type Db, tables } from '#kernel/tables.ts'
import type { Resolution, RuleBookContent } from './model.ts'

export interface RuleBookRow {
  tenant_code: string
  id: string
  template_key: string | null
  created_at: string
  created_by: string | null
}

export interface VersionRow {
  tenant_code: string
  id: string
  rule_book_id: string
  number: number
  content: RuleBookContent
  content_hash: string
  drafted_at: string
  drafted_by: string | null
  resolution: Resolution | null
  adopted_at: string | null
  adopted_by: string | null
  effective_from: string | null
  discarded_at: string | null
  discarded_by: string | null
}

interface CompactTables {
  'compact.rule_book': RuleBookRow
  'compact.version': VersionRow
}

const compact = (db: Db) => tables<CompactTables>(db)

export async function insertRuleBook(db: Db, row: RuleBookRow): Promise<void> {
  await compact(db).insertInto('compact.rule_book').values(row).execute()
}

export async function insertVersion(db: Db, row: VersionRow): Promise<void> {
  const values = { ...row, content: JSON.stringify(row.content) as never }
  await compact(db).insertInto('compact.version').values(values).execute()
}

export async function findVersion(
  db: Db,
  tenantCode: string,
  id: string,
): Promise<VersionRow | undefined> {
  const query = compact(db).selectFrom('compact.version').selectAll()
  return query.where('tenant_code', '=', tenantCode).where('id', '=', id).executeTakeFirst()
}

/** Every version that was not discarded, by book, the latest first. */
export async function listVersions(db: Db, tenantCode: string): Promise<VersionRow[]> {
  return compact(db)
    .selectFrom('compact.version')
    .selectAll()
    .where('tenant_code', '=', tenantCode)
    .where('discarded_at', 'is', null)
    .orderBy('rule_book_id')
    .orderBy('number', 'desc')
    .execute()
}

/** The version in force on a day: the latest adopted one that had taken effect. */
export async function findInForce(
  db: Db,
  tenantCode: string,
  day: string,
): Promise<VersionRow | undefined> {
  return compact(db)
    .selectFrom('compact.version')
    .selectAll()
    .where('tenant_code', '=', tenantCode)
    .where('adopted_at', 'is not', null)
    .where('effective_from', '<=', day)
    .orderBy('effective_from', 'desc')
    .orderBy('adopted_at', 'desc')
    .orderBy('number', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
}

/** Changes a draft's content; an adopted version stays as it is. */
export async function changeDraft(
  db: Db,
  version: Pick<VersionRow, 'tenant_code' | 'id'>,
  draft: Pick<VersionRow, 'content' | 'content_hash'>,
): Promise<boolean> {
  const result = await compact(db)
    .updateTable('compact.version')
    .set({ content: JSON.stringify(draft.content) as never, content_hash: draft.content_hash })
    .where('tenant_code', '=', version.tenant_code)
    .where('id', '=', version.id)
    .where('adopted_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Puts a draft away for good; the database lets neither an adopted nor a discarded one be touched. */
export async function markDiscarded(
  db: Db,
  version: Pick<VersionRow, 'tenant_code' | 'id'>,
  mark: { discardedAt: string; discardedBy: string | null },
): Promise<boolean> {
  const result = await compact(db)
    .updateTable('compact.version')
    .set({ discarded_at: mark.discardedAt, discarded_by: mark.discardedBy })
    .where('tenant_code', '=', version.tenant_code)
    .where('id', '=', version.id)
    .where('adopted_at', 'is', null)
    .where('discarded_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Puts a draft into force; the database takes it once, and never for days already past. */
export async function markAdopted(
  db: Db,
  version: Pick<VersionRow, 'tenant_code' | 'id'>,
  mark: {
    resolution: Resolution
    adoptedAt: string
    adoptedBy: string | null
    effectiveFrom: string
  },
): Promise<boolean> {
  const result = await compact(db)
    .updateTable('compact.version')
    .set({
      resolution: JSON.stringify(mark.resolution) as never,
      adopted_at: mark.adoptedAt,
      adopted_by: mark.adoptedBy,
      effective_from: mark.effectiveFrom,
    })
    .where('tenant_code', '=', version.tenant_code)
    .where('id', '=', version.id)
    .where('adopted_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Places of the scope that have adopted a rule book. */
export async function listAdopting(db: Db): Promise<string[]> {
  const rows = await compact(db)
    .selectFrom('compact.version')
    .select('tenant_code')
    .distinct()
    .where('adopted_at', 'is not', null)
    .execute()
  return rows.map((row) => row.tenant_code)
}
