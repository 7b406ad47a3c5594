import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { KeptFile, receiptFor } from '#attachments/commands.ts'
import { openVault } from '#attachments/vault.ts'
import { openTestApp, type TestApp, testSecrets } from '#test/app.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'
import { place } from '#test/village.ts'
import { sweep, tidy } from './upkeep.ts'

let house: TestApp
beforeAll(async () => {
  house = await openTestApp()
})
afterAll(() => house.close())

const pathOf = (folder: string, hash: string) =>
  join(folder, 'attachments', hash.slice(0, 2), hash.slice(2, 4), hash)

test('the sweep leaves what a record names, full or small, and takes what none has named for a day', async () => {
  const folder = temporaryFolder()
  const vault = openVault(folder)
  const hashes: string[] = []
  for (const text of ['full', 'small', 'lone', 'new']) {
    const put = await vault.put(Buffer.from(text))
    if (put.ok) hashes.push(put.value.hash)
  }
  const [full, small, lone, fresh] = hashes as [string, string, string, string]
  const facts = { mediaType: 'image/webp', bytes: 4, sha256: full, thumbnailSha256: small }
  const file = KeptFile.parse(facts)
  const tenantCode = place.village
  const files = [{ ...file, receipt: receiptFor(testSecrets, tenantCode, file) }]
  const entered = await house.send('villager_001', 'attachments.keep', { tenantCode, files })
  expect(entered).toMatchObject({ ok: true })
  const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000)
  for (const hash of [full, small, lone]) await utimes(pathOf(folder, hash), twoDaysAgo, twoDaysAgo)
  await sweep({ database: house.app.kernel.database, vault }, new Date())
  const kept = await Promise.all([full, small, lone, fresh].map((hash) => vault.read(hash)))
  expect(kept.map((bytes) => bytes !== null)).toEqual([true, true, false, true])
})

test('tidying counts what is in every table anew', async () => {
  const { database } = house.app.kernel
  await tidy(database)
  const { rows } = await sql<{ idle: number; counted: number }>`
    select count(*) filter (where last_analyze is null)::int as idle,
      max(n_live_tup) filter (where relname = 'household')::int as counted
    from pg_stat_user_tables`.execute(database.kysely)
  expect(rows[0]).toEqual({ idle: 0, counted: 12 })
})
