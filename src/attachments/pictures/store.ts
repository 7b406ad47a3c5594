import { sql } from 'kysely'
import { type Db, tables } from '#kernel/tables.ts'

export interface PictureRow {
  tenant_code: string
  attachment_id: string
  hash: string | null
}

const pictures = tables<{ 'attachments.picture': PictureRow }>

export async function insertPictures(db: Db, rows: readonly PictureRow[]): Promise<void> {
  if (rows.length === 0) return
  await pictures(db)
    .insertInto('attachments.picture')
    .values([...rows])
    .onConflict((c) => c.doNothing())
    .execute()
}

/** What these attachments look like; those without a picture are left out. */
export async function findHashes(
  db: Db,
  tenantCode: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await pictures(db)
    .selectFrom('attachments.picture')
    .select(['attachment_id', 'hash'])
    .where('tenant_code', '=', tenantCode)
    .where('hash', 'is not', null)
    .where(sql<boolean>`attachment_id = any (${[...ids]}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.attachment_id, row.hash!]))
}

export interface Unlooked {
  readonly tenantCode: string
  readonly attachmentId: string
  /** Of the small picture: it is enough and quicker to open. */
  readonly sha256: string
}

/** Photos that were kept before pictures were compared, oldest first. */
export async function listUnlooked(db: Db, limit: number): Promise<Unlooked[]> {
  const { rows } = await sql<Unlooked>`
    select a.tenant_code as "tenantCode", a.id as "attachmentId",
      coalesce(a.thumbnail_sha256, a.sha256) as sha256
    from attachments.attachment a
    where a.media_type like 'image/%' and not exists (
      select from attachments.picture p
      where p.tenant_code = a.tenant_code and p.attachment_id = a.id)
    order by a.tenant_code, a.id limit ${limit}`.execute(db)
  return rows
}
