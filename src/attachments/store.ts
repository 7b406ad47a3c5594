import { sql } from 'kysely'
import { type Db, tables } from '#kernel/tables.ts'

export interface AttachmentRow {
  tenant_code: string
  id: string
  sha256: string
  thumbnail_sha256: string | null
  media_type: string
  bytes: number
  width: number | null
  height: number | null
  duration_ms: number | null
  uploaded_by: string | null
  uploaded_at: string
}

interface ShownRow {
  tenant_code: string
  attachment_id: string
  household_id: string
}

const attachments = tables<{
  'attachments.attachment': AttachmentRow
  'attachments.shown_to': ShownRow
}>

export async function insertAttachments(db: Db, rows: readonly AttachmentRow[]): Promise<void> {
  await attachments(db)
    .insertInto('attachments.attachment')
    .values([...rows])
    .execute()
}

export async function findAttachments(
  db: Db,
  tenantCode: string,
  ids: readonly string[],
): Promise<AttachmentRow[]> {
  if (ids.length === 0) return []
  return attachments(db)
    .selectFrom('attachments.attachment')
    .selectAll()
    .where('tenant_code', '=', tenantCode)
    .where('id', 'in', [...ids])
    .orderBy('uploaded_at')
    .orderBy('id')
    .execute()
}

/** Lets each household see each of these. */
export async function insertShown(
  db: Db,
  to: { tenantCode: string; ids: readonly string[]; householdIds: readonly string[] },
): Promise<void> {
  if (to.ids.length === 0 || to.householdIds.length === 0) return
  await sql`
    insert into attachments.shown_to (tenant_code, attachment_id, household_id)
    select ${to.tenantCode}, a.id, h.id
    from unnest(${[...to.ids]}::uuid[]) as a (id), unnest(${[...to.householdIds]}::uuid[]) as h (id)
    on conflict do nothing`.execute(db)
}

export async function isShownTo(
  db: Db,
  to: { tenantCode: string; attachmentId: string; householdId: string },
): Promise<boolean> {
  const row = await attachments(db)
    .selectFrom('attachments.shown_to')
    .select('household_id')
    .where('tenant_code', '=', to.tenantCode)
    .where('attachment_id', '=', to.attachmentId)
    .where('household_id', '=', to.householdId)
    .executeTakeFirst()
  return row !== undefined
}

/** Of these hashes those that some attachment, or its small picture, still has. */
export async function referredHashes(
  db: Db,
  hashes: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ hash: string }>`
    select sha256 as hash from attachments.attachment where sha256 = any (${[...hashes]}::text[])
    union
    select thumbnail_sha256 from attachments.attachment
    where thumbnail_sha256 = any (${[...hashes]}::text[])`.execute(db)
  return new Set(rows.map((row) => row.hash))
}
