import { type Db, tables } from '#kernel/tables.ts'
import type { FindingReason } from './model.ts'

interface ReasonRow {
  tenant_code: string
  id: string
  version_id: string
  part: string
  code: string
  excerpt: string
  reason: string
  given_at: string
  given_by: string | null
}
const reasons = (db: Db) => tables<{ 'compact.version_reason': ReasonRow }>(db)

export async function insertReason(db: Db, row: ReasonRow): Promise<void> {
  await reasons(db).insertInto('compact.version_reason').values(row).execute()
}

/** What was said about the warnings of a version, the earliest first; without who said it. */
export async function listReasons(
  db: Db,
  of: { readonly tenantCode: string; readonly versionId: string },
): Promise<FindingReason[]> {
  return reasons(db)
    .selectFrom('compact.version_reason')
    .select(['part', 'code', 'excerpt', 'reason', 'given_at as at'])
    .where('tenant_code', '=', of.tenantCode)
    .where('version_id', '=', of.versionId)
    .orderBy('given_at')
    .orderBy('id')
    .execute()
}
