import { z } from 'zod'
import type { Actor, Capacity } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical.ts'
import { defineCommand } from '#kernel/command.ts'
import { holds, resides, system } from '#kernel/permission.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import type { Secrets } from '#kernel/secrets.ts'
import type { Db } from '#kernel/tables.ts'
import { type AttachmentsRefusal, FILES_AT_ONCE } from './model.ts'
import { insertPictures } from './pictures/store.ts'
import { insertAttachments, insertShown } from './store.ts'

const Hash = z.string().regex(/^[0-9a-f]{64}$/)
const PictureHash = z.string().regex(/^[0-9a-f]{32}$/)

/** A cleaned photo or voice note whose bytes lie in the vault. */
export const KeptFile = z.object({
  sha256: Hash,
  thumbnailSha256: Hash.nullable().default(null),
  mediaType: z.string().max(60),
  bytes: z.int().min(1),
  width: z.int().min(1).nullable().default(null),
  height: z.int().min(1).nullable().default(null),
  durationMs: z.int().min(0).nullable().default(null),
  /** What a photo looks like; null for a voice note and for a picture too plain to compare. */
  pictureHash: PictureHash.nullable().default(null),
})
export type KeptFile = z.output<typeof KeptFile>

export const Keep = z.object({
  tenantCode: z.string().regex(/^\d{12}$/),
  files: z
    .array(KeptFile.extend({ receipt: z.string().max(100) }))
    .min(1)
    .max(FILES_AT_ONCE),
})

/** The server's word that it received, cleaned and stored exactly this. */
export function receiptFor(
  secrets: Pick<Secrets, 'digest'>,
  tenantCode: string,
  file: KeptFile,
): string {
  return secrets.digest(`attachments.keep/${tenantCode}/${canonicalJson(KeptFile.parse(file))}`)
}

function sends(actor: Actor, tenantCode: string): Capacity | null {
  const posts = actor.posts.map((held) => held.post)
  return resides(actor, tenantCode) ?? holds(actor, tenantCode, posts)
}

/**
 * Enters files that the server has cleaned and stored. Without the server's receipt nobody can
 * claim a file as their own by knowing its hash.
 */
export const keep = defineCommand({
  name: 'attachments.keep',
  input: Keep,
  may: ({ actor, input }) => sends(actor, input.tenantCode),
  async run({
    db,
    input,
    now,
    capacity,
    newId,
    secrets,
  }): Promise<Result<{ ids: readonly string[] }, AttachmentsRefusal>> {
    const { tenantCode } = input
    const genuine = input.files.every(
      ({ receipt, ...file }) => receipt === receiptFor(secrets, tenantCode, file),
    )
    if (!genuine) return refuse('attachments.not_received')
    const rows = input.files.map((file) => ({
      ...{ tenant_code: tenantCode, id: newId(), sha256: file.sha256 },
      ...{ thumbnail_sha256: file.thumbnailSha256, media_type: file.mediaType, bytes: file.bytes },
      ...{ width: file.width, height: file.height, duration_ms: file.durationMs },
      ...{ uploaded_by: capacity.personId, uploaded_at: now },
    }))
    await insertAttachments(db, rows)
    const looked = input.files.flatMap(({ mediaType, pictureHash }, n) =>
      mediaType.startsWith('image/') ? [{ ...keyOf(rows[n]!), hash: pictureHash }] : [],
    )
    await insertPictures(db, looked)
    return ok({ ids: rows.map((row) => row.id) })
  },
})

const keyOf = (row: { tenant_code: string; id: string }) => {
  return { tenant_code: row.tenant_code, attachment_id: row.id }
}

/** Enters what photos look like that were kept before pictures were compared. */
export const comparePictures = defineCommand({
  name: 'attachments.compare_pictures',
  input: z.object({
    tenantCode: z.string().regex(/^\d{12}$/),
    pictures: z
      .array(z.object({ attachmentId: z.uuid(), hash: PictureHash.nullable() }))
      .min(1)
      .max(200),
  }),
  may: ({ actor }) => system(actor),
  async run({ db, input }) {
    const { tenantCode, pictures } = input
    const rows = pictures.map(({ attachmentId, hash }) => {
      return { tenant_code: tenantCode, attachment_id: attachmentId, hash }
    })
    await insertPictures(db, rows)
    return ok({ compared: rows.length })
  },
})

/** Lets households see what lies beside something that is about them. */
export function showAttachments(
  db: Db,
  to: { tenantCode: string; ids: readonly string[]; householdIds: readonly string[] },
): Promise<void> {
  return insertShown(db, to)
}
