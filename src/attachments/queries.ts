import { z } from 'zod'
import type { Actor, Capacity } from '#kernel/actor.ts'
import { holds, personIdsOf, residenceOf, resides, system } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { findHashes, listUnlooked } from './pictures/store.ts'
import { findAttachments, isShownTo, referredHashes } from './store.ts'

/** Posts that need to see evidence for verifying, reviewing, approving or supervising. */
export const evidenceReaders = [
  ...['grid_worker', 'grid_leader', 'group_leader', 'scorekeeper'],
  ...['review_leader', 'reviewer', 'leading_head', 'leading_member'],
  ...['supervision_chair', 'supervision_member'],
] as const

/** Those of these attachments that one of these people sent, under any of their ids. */
export async function attachmentsOf(
  db: Db,
  of: { tenantCode: string; ids: readonly string[]; uploadedBy: readonly string[] },
): Promise<ReadonlySet<string>> {
  const rows = await findAttachments(db, of.tenantCode, of.ids)
  const own = rows.filter(
    (row) => row.uploaded_by !== null && of.uploadedBy.includes(row.uploaded_by),
  )
  return new Set(own.map((row) => row.id))
}

export interface KeptPhoto {
  readonly id: string
  readonly sha256: string
  readonly thumbnailSha256: string | null
  readonly mediaType: string
}

/**
 * A photo one of these people sent, with where its bytes lie: for a module that shows it to
 * everybody by a page of its own. Null for a voice note and for what somebody else sent.
 */
export async function keptPhotoOf(
  db: Db,
  of: { tenantCode: string; attachmentId: string; uploadedBy: readonly string[] },
): Promise<KeptPhoto | null> {
  const [row] = await findAttachments(db, of.tenantCode, [of.attachmentId])
  const own = row?.uploaded_by && of.uploadedBy.includes(row.uploaded_by)
  if (!row || !own || !row.media_type.startsWith('image/')) return null
  const { id, sha256, thumbnail_sha256: thumbnailSha256, media_type: mediaType } = row
  return { id, sha256, thumbnailSha256, mediaType }
}

export interface AttachmentFacts {
  readonly id: string
  readonly mediaType: string
  readonly width: number | null
  readonly height: number | null
}

/** What a page needs to show attachments; whether they may be seen is asked file by file. */
export async function attachmentFacts(
  db: Db,
  tenantCode: string,
  ids: readonly string[],
): Promise<AttachmentFacts[]> {
  const rows = await findAttachments(db, tenantCode, ids)
  return rows.map((row) => ({
    ...{ id: row.id, mediaType: row.media_type, width: row.width, height: row.height },
  }))
}

function looksAt(actor: Actor, tenantCode: string): Capacity | null {
  const posts = actor.posts.map((held) => held.post)
  return resides(actor, tenantCode) ?? holds(actor, tenantCode, posts)
}

/**
 * Where the bytes of an attachment lie. For whoever sent it, for the households it is about, and
 * for those of the village who verify, review, approve or supervise; to everybody else it does not
 * exist.
 */
export const one = defineQuery({
  name: 'attachments.one',
  input: z.object({ tenantCode: z.string().regex(/^\d{12}$/), attachmentId: z.uuid() }),
  access: 'scoped',
  may: ({ actor, input }) => looksAt(actor, input.tenantCode),
  async run({ db, input, actor }) {
    const { tenantCode, attachmentId } = input
    const [row] = await findAttachments(db, tenantCode, [attachmentId])
    if (!row) return refuse('attachments.unknown')
    const sent = personIdsOf(actor, tenantCode).some((id) => id === row.uploaded_by)
    const official = !actor.behalf && holds(actor, tenantCode, evidenceReaders) !== null
    const householdId = residenceOf(actor, tenantCode)?.householdId
    const key = { tenantCode, attachmentId, householdId: householdId ?? '' }
    const concerned = householdId ? await isShownTo(db, key) : false
    if (!sent && !official && !concerned) return refuse('attachments.unknown')
    return ok({
      ...{ sha256: row.sha256, thumbnailSha256: row.thumbnail_sha256 },
      ...{ mediaType: row.media_type, bytes: row.bytes },
    })
  },
})

/** Of these hashes of files those that some record still names, so that the others may go. */
export const namedFiles: (db: Db, hashes: readonly string[]) => Promise<ReadonlySet<string>> =
  referredHashes

/** What the pictures among these attachments look like, by attachment: 32 hexadecimal digits. */
export const pictureHashes: (
  db: Db,
  tenantCode: string,
  ids: readonly string[],
) => Promise<ReadonlyMap<string, string>> = findHashes

/** Photos nobody has looked at yet, in all places; for the program itself. */
export const unlooked = defineQuery({
  name: 'attachments.unlooked',
  input: z.object({ limit: z.int().min(1).max(200).default(50) }),
  access: 'scoped',
  may: ({ actor }) => system(actor),
  async run({ db, input }) {
    return ok(await listUnlooked(db, input.limit))
  },
})
