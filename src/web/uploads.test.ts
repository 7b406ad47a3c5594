import type { RequestEvent } from '@sveltejs/kit'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { prepareAttachment } from '#attachments/prepare.ts'
import { openVault, type Vault } from '#attachments/vault.ts'
import { newEnvelopeId } from '#kernel/id.ts'
import { refuse } from '#kernel/result.ts'
import { openTestApp, sessionOf, type TestApp } from '#test/app.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'
import { place } from '#test/village.ts'
import { keepFiles } from './uploads.ts'

let app: TestApp
let vault: Vault
let photo: File
beforeAll(async () => {
  app = await openTestApp()
  const create = { width: 900, height: 600, channels: 3, background: '#7a9a6a' } as const
  const bytes = await sharp({ create }).jpeg().toBuffer()
  photo = new File([new Uint8Array(bytes)], '院子.jpg', { type: 'text/html' })
})
afterAll(() => app.close())
beforeEach(() => {
  vault = openVault(temporaryFolder())
})

function event(who: string, own?: Vault): RequestEvent {
  const runtime = { app: app.app, vault: own ?? vault, prepareAttachment }
  return { locals: { runtime, session: sessionOf(who) } } as unknown as RequestEvent
}
const keep = (who: string, files: File[], envelopeId = newEnvelopeId()) =>
  keepFiles(event(who), place.village, { files, envelopeId })

test('a photo is cleaned, stored with its small copy, and entered under its sender', async () => {
  const kept = await keep('villager_001', [photo])
  const ids = kept.ok ? kept.value : []
  expect(ids).toHaveLength(1)
  const seen = await app.see('villager_001', 'attachments.one', {
    ...{ tenantCode: place.village, attachmentId: ids[0] },
  })
  const facts = (seen as unknown as { value: { sha256: string; thumbnailSha256: string } }).value
  expect(facts).toMatchObject({ mediaType: 'image/webp' })
  for (const hash of [facts.sha256, facts.thumbnailSha256]) {
    expect((await vault.read(hash))?.length).toBeGreaterThan(0)
  }
})

test('the same form sent twice keeps its files once', async () => {
  const envelopeId = newEnvelopeId()
  const first = await keep('villager_001', [photo], envelopeId)
  expect(await keep('villager_001', [photo], envelopeId)).toEqual(first)
})

test('nothing chosen is nothing to keep', async () => {
  expect(await keep('guest', [new File([], '')])).toEqual({ ok: true, value: [] })
})

test('each fault gives its sentence, and none of the files is kept', async () => {
  const large = new File([new Uint8Array(8 * 1024 * 1024 + 1)], 'large.jpg')
  const foreign = new File(['<script>alert(1)</script>'], 'photo.jpg', { type: 'image/jpeg' })
  const codeOf = async (who: string, files: File[]) => {
    const kept = await keep(who, files)
    return kept.ok ? 'ok' : kept.code
  }
  expect(await codeOf('guest', [photo])).toBe('kernel.not_signed_in')
  expect(await codeOf('villager_001', [photo, large])).toBe('attachments.too_large')
  expect(await codeOf('villager_001', [photo, foreign])).toBe('attachments.unknown_type')
  expect(await codeOf('villager_001', Array(7).fill(photo))).toBe('attachments.too_many')
  expect(await codeOf('township_official', [photo])).toBe('kernel.not_permitted')
})

test('a full disk is said, and nothing is entered', async () => {
  const full: Vault = { ...vault, put: async () => refuse('attachments.disk_full') }
  const sent = { files: [photo], envelopeId: newEnvelopeId() }
  expect(await keepFiles(event('villager_001', full), place.village, sent)).toMatchObject({
    ...{ ok: false, code: 'attachments.disk_full' },
  })
})
