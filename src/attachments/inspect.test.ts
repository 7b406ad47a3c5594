import fc from 'fast-check'
import { expect, it } from 'vitest'
import { inspect } from './inspect.ts'
import { attachmentsRefusals, UPLOAD_LIMIT_BYTES } from './model.ts'

function start(text: string): Uint8Array {
  return Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(64)])
}

it.each([
  ['jpeg', '\xff\xd8\xff\xe0'],
  ['png', '\x89PNG\r\n\x1a\n'],
  ['gif', 'GIF89a'],
  ['webp', 'RIFF\0\0\0\0WEBP'],
])('sees a %s photo by its first bytes', (kind, text) => {
  expect(inspect(start(text))).toEqual({ ok: true, value: { family: 'image', kind } })
})

it('refuses an iPhone HEIC photo with its own sentence', () => {
  expect(inspect(start('\0\0\0\x18ftypheic'))).toMatchObject({ code: 'attachments.heic' })
})

it.each([
  '%PDF-1.7',
  'PK\x03\x04',
  '<svg xmlns="http://www.w3.org/2000/svg">',
  '<html><script>',
  'MZ\x90\0',
  '\0\0\0\x18ftypavif',
  'OggS\0\x02vorbis',
  '\xff\xf1\x50\x80',
  'BM',
])('refuses %j as a kind that is not taken', (text) => {
  expect(inspect(start(text))).toMatchObject({ code: 'attachments.unknown_type' })
})

it('refuses a photo of fifty megabytes and takes one of exactly eight', () => {
  const large = new Uint8Array(50 * 1024 * 1024)
  large.set([0xff, 0xd8, 0xff])
  expect(inspect(large)).toMatchObject({
    code: 'attachments.too_large',
    details: { limitMegabytes: 8 },
  })
  expect(inspect(large.subarray(0, UPLOAD_LIMIT_BYTES)).ok).toBe(true)
  expect(inspect(large.subarray(0, UPLOAD_LIMIT_BYTES + 1)).ok).toBe(false)
})

it('refuses an empty file as damaged', () => {
  expect(inspect(new Uint8Array(0))).toMatchObject({ code: 'attachments.damaged' })
})

it('answers every random file with a kind or a known refusal', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      const result = inspect(bytes)
      if (!result.ok) expect(attachmentsRefusals).toHaveProperty([result.code])
      else expect(['image', 'voice']).toContain(result.value.family)
    }),
  )
})
