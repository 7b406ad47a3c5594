import { sql } from 'kysely'
import { namedFiles } from '#attachments/queries.ts'
import type { Vault } from '#attachments/vault.ts'
import type { OpenedDatabase } from '#kernel/database.ts'
import type { Jobs } from '#kernel/jobs.ts'

const DAY_MS = 86_400_000

/** What keeps an installation in order at night, beside what the modules do themselves. */
export function defineUpkeep(jobs: Jobs, of: { database: OpenedDatabase; vault: Vault }): void {
  jobs.define('kernel.tidy', () => tidy(of.database), { cron: '30 3 * * *' })
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
