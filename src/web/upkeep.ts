import { sql } from 'kysely'
import type { App } from '#app.ts'
import { pictureHash } from '#attachments/pictures/hash.ts'
import { namedFiles } from '#attachments/queries.ts'
import type { Vault } from '#attachments/vault.ts'
import type { OpenedDatabase } from '#kernel/database.ts'
import { newEnvelopeId } from '#kernel/id.ts'
import type { Jobs } from '#kernel/jobs.ts'

const DAY_MS = 86_400_000

/** What keeps an installation in order at night, beside what the modules do themselves. */
export function defineUpkeep(
  jobs: Jobs,
  of: { database: OpenedDatabase; vault: Vault; app: App; drawn: boolean },
): void {
  jobs.define('kernel.tidy', () => tidy(of.database), { cron: '30 3 * * *' })
  // A demonstration's photos are a few drawn scenes: that they are alike says nothing.
  if (!of.drawn) jobs.define('attachments.compare', () => compareKept(of), { cron: '10 3 * * *' })
  jobs.define('attachments.sweep', () => sweep(of, new Date()), { cron: '50 3 * * *' })
}

/**
 * The embedded database has nobody who tidies up by himself; plans go wrong without fresh counts.
 * Table by table, so that a page waits for one table at most.
 */
export async function tidy({ pglite, kysely }: OpenedDatabase): Promise<void> {
  if (!pglite) return
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables
    order by 1`.execute(kysely)
  for (const { name } of rows) await pglite.exec(`vacuum analyze ${name}`)
}

/** Files that no record has named for a day, as of an upload whose form was never sent. */
export async function sweep(
  { database, vault }: { database: OpenedDatabase; vault: Vault },
  now: Date,
): Promise<void> {
  const before = new Date(now.getTime() - DAY_MS)
  await vault.sweep(before, (hashes) => namedFiles(database.kysely, hashes))
}

/** So many photos at once: each takes some milliseconds to open. */
const PICTURES_AT_ONCE = 20

/** Looks at photos that were kept before pictures were compared, a few at a time, until none is left. */
export async function compareKept({ app, vault }: { app: App; vault: Vault }): Promise<void> {
  const session = { accountId: null, system: 'attachments.compare' }
  for (;;) {
    const found = await app.ask(session, 'attachments.unlooked', { limit: PICTURES_AT_ONCE })
    if (!found.ok) throw new Error('attachments.unlooked was refused.')
    if (found.value.length === 0) return
    for (const [tenantCode, photos] of Map.groupBy(found.value, (one) => one.tenantCode)) {
      const pictures: { attachmentId: string; hash: string | null }[] = []
      for (const { attachmentId, sha256 } of photos) {
        const bytes = await vault.read(sha256)
        pictures.push({ attachmentId, hash: bytes && (await pictureHash(bytes)) })
      }
      const envelope = { id: newEnvelopeId(), name: 'attachments.compare_pictures' }
      const done = await app.dispatch(session, { ...envelope, input: { tenantCode, pictures } })
      if (!done.ok) throw new Error('attachments.compare_pictures was refused.')
    }
  }
}
