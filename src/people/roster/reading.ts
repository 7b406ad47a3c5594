import { newEnvelopeId } from '#kernel/id.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { RosterReading } from '#people/sheet/model.ts'
import { sealReading } from './sealed.ts'
import { deleteReading, insertReading } from './store.ts'

type Parts = Pick<Kernel, 'database' | 'secrets' | 'clock'>

export interface Read {
  readonly tenantCode: string
  readonly accountId: string
  /** SHA-256 of the file, in hex. */
  readonly sheetHash: string
  readonly reading: RosterReading
}

/**
 * Lays aside what was read from a sheet, as the bytes of a photo are kept beside the act that names
 * them: what passes through an act stays in the record for good. Answers the reading's id.
 */
export async function layAside(
  { database, secrets, clock }: Parts,
  { tenantCode, accountId, sheetHash, reading }: Read,
): Promise<string> {
  const id = newEnvelopeId()
  const sealed = sealReading(secrets, { ...reading, sheetHash })
  const row = { tenant_code: tenantCode, id, read_by: accountId, read_at: clock.now(), sealed }
  await insertReading(database.kysely, row)
  return id
}

/** Deletes what was laid aside for an act that was refused. */
export async function forgetReading(
  { database }: Pick<Parts, 'database'>,
  of: { readonly tenantCode: string; readonly readingId: string },
): Promise<void> {
  await deleteReading(database.kysely, of.tenantCode, of.readingId)
}
