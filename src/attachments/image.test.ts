import { crc32, deflateSync } from 'node:zlib'
import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { cleanImage } from './image.ts'
import { type ImageKind, PIXEL_LIMIT } from './model.ts'
import { prepareAttachment } from './prepare.ts'

const GPS = {
  GPSLatitudeRef: 'N',
  GPSLatitude: '46/1 3/1 4512/100',
  GPSLongitudeRef: 'E',
  GPSLongitude: '125/1 59/1 1234/100',
}

/** A photo lying on its side, taken in Yongfeng by a named telephone. */
async function photo(format: 'jpeg' | 'png' | 'webp'): Promise<Uint8Array> {
  const background = { r: 200, g: 30, b: 40 }
  return sharp({ create: { width: 2400, height: 1200, channels: 3, background } })
    .withMetadata({ orientation: 6 })
    .withExifMerge({ IFD0: { Model: 'SECRETPHONE' }, IFD3: GPS })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>SECRETPLACE</a></x:xmpmeta>')
    .withIccProfile('p3')
    .toFormat(format)
    .toBuffer()
}

async function cleaned(bytes: Uint8Array, kind: ImageKind) {
  const result = await cleanImage(bytes, kind)
  if (!result.ok) throw new Error(result.code)
  return result.value
}

describe.each(['jpeg', 'png', 'webp'] as const)('a %s photo', (kind) => {
  it('had its place inside before and has it no longer', async () => {
    const original = await photo(kind)
    const before = await sharp(original).metadata()
    expect(before.exif?.includes('SECRETPHONE')).toBe(true)
    expect(before.xmp?.includes('SECRETPLACE')).toBe(true)
    expect(before.orientation).toBe(6)
    const clean = await cleaned(original, kind)
    for (const rendition of [clean.full, clean.thumbnail]) {
      const after = await sharp(rendition.bytes).metadata()
      expect(after.format).toBe('webp')
      for (const field of ['exif', 'xmp', 'iptc', 'icc'] as const) {
        expect(after[field]).toBeUndefined()
      }
      expect(Buffer.from(rendition.bytes).includes('SECRET')).toBe(false)
    }
  })

  it('stands upright and is made small', async () => {
    const { full, thumbnail } = await cleaned(await photo(kind), kind)
    expect([full.width, full.height]).toEqual([800, 1600])
    expect([thumbnail.width, thumbnail.height]).toEqual([160, 320])
    expect(full.mediaType).toBe('image/webp')
  })

  it('is refused when it is cut off', async () => {
    const original = await photo(kind)
    const cut = original.subarray(0, Math.floor(original.length / 2))
    expect(await cleanImage(cut, kind)).toMatchObject({ code: 'attachments.damaged' })
  })
})

function pngChunk(type: string, body: Uint8Array): Buffer {
  const typed = Buffer.concat([Buffer.from(type), body])
  const out = Buffer.alloc(typed.length + 8)
  out.writeUInt32BE(body.length)
  typed.copy(out, 4)
  out.writeUInt32BE(crc32(typed), typed.length + 4)
  return out
}

/** A PNG that says it has this many pixels a side; its rows are all zeros and pack to nothing. */
function bomb(side: number): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([1, 0, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.alloc(Math.ceil(side / 8 + 1) * side), { level: 9 })),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

it('refuses a picture that would unpack into too many pixels', async () => {
  const bytes = bomb(20_000)
  expect(bytes.length).toBeLessThan(200_000)
  expect(await cleanImage(bytes, 'png')).toEqual({
    ok: false,
    code: 'attachments.too_many_pixels',
    details: { millions: 400, limit: PIXEL_LIMIT / 1_000_000 },
  })
})

it('takes the first picture of a GIF and leaves a small one small', async () => {
  const background = { r: 1, g: 2, b: 3 }
  const gif = await sharp({ create: { width: 40, height: 20, channels: 3, background } })
    .gif()
    .toBuffer()
  const { full } = await cleaned(gif, 'gif')
  expect([full.width, full.height]).toEqual([40, 20])
})

it('refuses a picture that is of another kind than its first bytes say', async () => {
  expect(await cleanImage(await photo('png'), 'jpeg')).toMatchObject({
    code: 'attachments.damaged',
  })
})

it('prepares a photo and refuses what is none, never throwing', async () => {
  const original = await photo('jpeg')
  expect(await prepareAttachment(original)).toMatchObject({ ok: true, value: { family: 'image' } })
  await fc.assert(
    fc.asyncProperty(fc.nat(original.length - 1), fc.nat(255), async (at, value) => {
      const broken = original.slice()
      broken[at] = value
      expect(await prepareAttachment(broken.subarray(0, at * 2 + 1))).toHaveProperty('ok')
    }),
    { numRuns: 60 },
  )
})
