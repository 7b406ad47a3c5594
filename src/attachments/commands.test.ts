import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp, testSecrets } from '#test/app.ts'
import { ids, place } from '#test/village.ts'
import { type KeptFile, receiptFor, showAttachments } from './commands.ts'
import { attachmentFacts, attachmentsOf, pictureHashes } from './queries.ts'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const tenantCode = place.village
const photo: KeptFile = {
  ...{ sha256: 'a'.repeat(64), thumbnailSha256: 'b'.repeat(64), mediaType: 'image/webp' },
  ...{ bytes: 1200, width: 640, height: 480, durationMs: null },
  pictureHash: 'a1'.repeat(16),
}
const voice: KeptFile = {
  ...{ sha256: 'c'.repeat(64), thumbnailSha256: null, mediaType: 'audio/webm' },
  ...{ bytes: 900, width: null, height: null, durationMs: 4200 },
  pictureHash: null,
}
const signed = (file: KeptFile, code: string = tenantCode) => ({
  ...{ ...file, receipt: receiptFor(testSecrets, code, file) },
})
const keep = (who: string, files: object[]) =>
  app.send(who, 'attachments.keep', { tenantCode, files })

async function kept(who: string, files: KeptFile[]): Promise<string[]> {
  const done = await keep(
    who,
    files.map((file) => signed(file)),
  )
  if (!done.ok) throw new Error(done.code)
  return (done.value as { ids: string[] }).ids
}
const see = (who: string, attachmentId: string) =>
  app.see(who, 'attachments.one', { tenantCode, attachmentId })

test('a photo and a voice note are entered together, in order', async () => {
  const [first, second] = await kept('villager_001', [photo, voice])
  const db = app.app.kernel.database.kysely
  const facts = await attachmentFacts(db, tenantCode, [first!, second!])
  const typeOf = (id: string) => facts.find((one) => one.id === id)?.mediaType
  expect([typeOf(first!), typeOf(second!)]).toEqual(['image/webp', 'audio/webm'])
  expect(await see('villager_001', second!)).toMatchObject({
    value: { sha256: voice.sha256, mediaType: 'audio/webm', bytes: 900 },
  })
})

test('without the server’s receipt for exactly this file and place nothing is entered', async () => {
  const refused = { ok: false, code: 'attachments.not_received' }
  expect(await keep('villager_001', [{ ...photo, receipt: 'x' }])).toMatchObject(refused)
  const altered = { ...signed(photo), bytes: 1 }
  expect(await keep('villager_001', [signed(voice), altered])).toMatchObject(refused)
  const elsewhere = signed(photo, place.otherVillage)
  expect(await keep('villager_001', [elsewhere])).toMatchObject(refused)
})

test('it is for people of the place, at most six files at once', async () => {
  expect(await keep('guest', [signed(photo)])).toMatchObject({ code: 'kernel.not_signed_in' })
  expect(await keep('township_official', [signed(photo)])).toMatchObject({
    code: 'kernel.not_permitted',
  })
  const seven = Array.from({ length: 7 }, () => signed(photo))
  expect(await keep('villager_001', seven)).toMatchObject({ code: 'kernel.invalid_input' })
})

test('an attachment belongs to whoever sent it', async () => {
  const db = app.app.kernel.database.kysely
  const [id] = await kept('villager_001', [photo])
  const of = (name: string) => ({ tenantCode, ids: [id!], uploadedBy: [ids.person(name)] })
  expect(await attachmentsOf(db, of('villager_001'))).toEqual(new Set([id]))
  expect(await attachmentsOf(db, of('villager_002'))).toEqual(new Set())
})

test('it is seen by its sender, the household it is about and those who decide; to others it does not exist', async () => {
  const db = app.app.kernel.database.kysely
  const [id] = await kept('villager_001', [photo])
  const unknown = { ok: false, code: 'attachments.unknown' }
  expect(await see('spouse_001', id!)).toMatchObject(unknown)
  expect(await see('villager_002', id!)).toMatchObject(unknown)
  const householdIds = [ids.household('002')]
  await showAttachments(db, { tenantCode, ids: [id!], householdIds })
  await showAttachments(db, { tenantCode, ids: [id!], householdIds })
  for (const who of [
    'villager_001',
    'spouse_002',
    'grid_worker',
    'reviewer',
    'leading_head',
    'supervision_chair',
  ]) {
    expect(await see(who, id!), who).toMatchObject({ ok: true })
  }
  for (const who of ['villager_003', 'secretary', 'chair']) {
    expect(await see(who, id!), who).toMatchObject(unknown)
  }
  expect(await see('guest', id!)).toMatchObject({ code: 'kernel.not_signed_in' })
  expect(await see('villager_001', ids.household('001'))).toMatchObject(unknown)
})

test('what a photo looks like is kept beside it, and of earlier photos found out by the program alone', async () => {
  const [looked, spoken] = await kept('villager_001', [photo, voice])
  const db = app.app.kernel.database.kysely
  const hashes = () => pictureHashes(db, tenantCode, [looked!, spoken!])
  expect(await hashes()).toEqual(new Map([[looked, photo.pictureHash]]))
  await sql`delete from attachments.picture`.execute(db)
  const unlooked = await app.see('system', 'attachments.unlooked', {})
  const rows = unlooked.ok ? (unlooked.value as { attachmentId: string; sha256: string }[]) : []
  expect(rows.filter((row) => row.attachmentId === looked)).toMatchObject([
    { tenantCode, sha256: photo.thumbnailSha256 },
  ])
  const pictures = rows.map(({ attachmentId }) => ({ attachmentId, hash: '0f'.repeat(16) }))
  const input = { tenantCode, pictures }
  expect(await app.send('supervision_chair', 'attachments.compare_pictures', input)).toMatchObject({
    code: 'kernel.not_permitted',
  })
  expect(await app.send('system', 'attachments.compare_pictures', input)).toMatchObject({
    ok: true,
  })
  expect((await hashes()).get(looked!)).toBe('0f'.repeat(16))
  expect(await app.see('system', 'attachments.unlooked', {})).toMatchObject({ value: [] })
})
