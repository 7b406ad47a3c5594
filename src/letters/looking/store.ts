import { sql } from 'kysely'
import { type Db, tables } from '#kernel/tables.ts'

export type Shown = 'valid' | 'expired' | 'revoked'

interface LookTable {
  tenant_code: string
  id: string
  letter_id: string
  looked_at: string
  lender_name: string
  shown: Shown
}

const rowsOf = tables<{ 'letters.look': LookTable }>

export interface Look {
  readonly id: string
  readonly lookedAt: string
  readonly lenderName: string
  readonly shown: Shown
}

export async function insertLook(db: Db, row: LookTable): Promise<void> {
  await rowsOf(db).insertInto('letters.look').values(row).execute()
}

/** Who looked a letter up, newest first; the database shows them to those it is about. */
export function listLooks(db: Db, tenantCode: string, letterId: string): Promise<Look[]> {
  return rowsOf(db)
    .selectFrom('letters.look')
    .select(['id', 'looked_at as lookedAt', 'lender_name as lenderName', 'shown'])
    .where('tenant_code', '=', tenantCode)
    .where('letter_id', '=', letterId)
    .orderBy('looked_at', 'desc')
    .orderBy('id')
    .limit(200)
    .execute()
}

/** What a code opens; nothing of what the letter says. */
export interface Opened {
  readonly letterId: string
  readonly expiresAt: string
  readonly revokedAt: string | null
  readonly shownIds: readonly string[]
  /** Looked up since the instant asked for. */
  readonly looks: number
}

export async function findByCode(
  db: Db,
  tenantCode: string,
  by: { digest: string; since: string },
): Promise<Opened | null> {
  const { rows } = await sql<Opened>`
    select letter_id as "letterId", expires_at as "expiresAt", revoked_at as "revokedAt",
      shown_ids as "shownIds", looks
    from letters.of_code(${tenantCode}, ${by.digest}, ${by.since}::timestamptz)`.execute(db)
  return rows[0] ?? null
}

/** The letter for whoever has its code and noted within ten minutes who they are; sealed. */
export async function findShown(
  db: Db,
  tenantCode: string,
  by: { digest: string; lookId: string; now: string },
): Promise<{
  shown: Shown
  sealed: string | null
  expiresAt: string
  revokedAt: string | null
} | null> {
  const { rows } = await sql<{
    shown: Shown
    sealed: string | null
    expiresAt: string
    revokedAt: string | null
  }>`
    select shown, sealed, expires_at as "expiresAt", revoked_at as "revokedAt"
    from letters.shown_by(${tenantCode}, ${by.digest}, ${by.lookId}::uuid,
      ${by.now}::timestamptz)`.execute(db)
  return rows[0] ?? null
}

export interface Counts {
  readonly issued: number
  readonly valid: number
  readonly revoked: number
  readonly looks: number
}

export async function countLetters(db: Db, tenantCode: string, now: string): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select * from letters.counts(${tenantCode}, ${now}::timestamptz)`.execute(db)
  return rows[0]!
}
