import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { KeptFile, receiptFor } from '#attachments/commands.ts'
import { pictureHashes } from '#attachments/queries.ts'
import { openVault } from '#attachments/vault.ts'
import { newEnvelopeId } from '#kernel/id.ts'
import { openTestApp, type TestApp, testSecrets } from '#test/app.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'
import { place } from '#test/village.ts'
import { compareKept, sweep, tidy } from './upkeep.ts'

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

test('photos kept before pictures were compared are looked at from their small copy', async () => {
  const folder = temporaryFolder()
  const vault = openVault(folder)
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><rect width="90" height="90" fill="#fff"/><rect x="20" y="10" width="40" height="50" fill="#333"/></svg>'
  const put = await vault.put(await sharp(Buffer.from(svg)).webp().toBuffer())
  if (!put.ok) throw new Error(put.code)
  const db = house.app.kernel.database.kysely
  const id = newEnvelopeId()
  await sql`insert into attachments.attachment (tenant_code, id, sha256, thumbnail_sha256, media_type,
      bytes, width, height, uploaded_at)
    values (${place.village}, ${id}, ${put.value.hash}, ${put.value.hash}, 'image/webp', 9, 90, 90,
      '2026-11-01T00:00:00Z')`.execute(db)
  await compareKept({ app: house.app, vault })
  const hashes = await pictureHashes(db, place.village, [id])
  expect(hashes.get(id)).toMatch(/^[0-9a-f]{32}$/)
})
