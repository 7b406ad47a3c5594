import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inspect } from './inspect.ts'
import type { VoiceKind } from './model.ts'
import { boxes, find } from './voice/boxes.ts'
import { bigEndian, join } from './voice/bytes.ts'
import { readPages } from './voice/ogg.ts'
import {
  amr,
  fragmentedMp4,
  mp3,
  mp3Frame,
  mp4,
  ogg,
  opusPacket,
  SECRET,
  wav,
  webm,
} from './voice/recording-samples.ts'
import { cleanVoice } from './voice.ts'

const samples: [string, VoiceKind, Uint8Array, number][] = [
  ['WebM', 'webm', webm(), 1],
  ['WebM recorded live', 'webm', webm({ live: true, packets: 120 }), 2.4],
  ['Ogg Opus', 'ogg', ogg(120), 2.4],
  ['M4A, description first', 'mp4', mp4(), 0.256],
  ['M4A, description last', 'mp4', mp4({ movieFirst: false }), 0.256],
  ['M4A with long offsets', 'mp4', mp4({ wide: true, samples: 6 }), 0.384],
  ['MP4 in fragments', 'mp4', fragmentedMp4(), 0.384],
  ['MP4 in fragments with absolute places', 'mp4', fragmentedMp4(true), 0.384],
  ['MP3', 'mp3', mp3(), (40 * 1152) / 44_100],
  ['WAV', 'wav', wav(), 1],
  ['AMR', 'amr', amr(), 1],
]

function holds(bytes: Uint8Array, wanted: Uint8Array): boolean {
  return Buffer.from(bytes).includes(Buffer.from(wanted))
}

function cleaned(bytes: Uint8Array, kind: VoiceKind) {
  const result = cleanVoice(bytes, kind)
  if (!result.ok) throw new Error(result.code)
  return result.value
}

describe.each(samples)('a voice note in %s', (...[, kind, bytes, seconds]) => {
  it('is recognised by its content', () => {
    expect(inspect(bytes)).toEqual({ ok: true, value: { family: 'voice', kind } })
  })

  it('loses everything that is not sound', () => {
    const clean = cleaned(bytes, kind)
    expect(holds(clean.bytes, Buffer.from(SECRET))).toBe(false)
    expect(clean.seconds).toBeCloseTo(seconds, 5)
    if (kind !== 'amr') expect(holds(bytes, Buffer.from(SECRET))).toBe(true)
  })

  it('is the same after a second cleaning', () => {
    const once = cleaned(bytes, kind)
    const twice = cleaned(once.bytes, kind)
    expect(Buffer.from(twice.bytes).equals(Buffer.from(once.bytes))).toBe(true)
    expect(twice.seconds).toBeCloseTo(once.seconds, 5)
  })

  it('never throws when bytes are missing or altered', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: bytes.length }),
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 6 }),
        (length, changes) => {
          const broken = bytes.slice()
          for (const [at, value] of changes) broken[at] = value
          expect(cleanVoice(broken.subarray(0, length), kind)).toHaveProperty('ok')
        },
      ),
      { numRuns: 300 },
    )
  })
})

it('keeps every packet of a WebM recording in order', () => {
  const clean = cleaned(webm({ live: true, packets: 60 }), 'webm').bytes
  let from = -1
  for (let i = 0; i < 60; i++) {
    const at = Buffer.from(clean).indexOf(opusPacket(i % 50), from + 1)
    expect(at).toBeGreaterThan(from)
    from = at
  }
})

it('writes Ogg pages with right checksums, numbered without a gap', () => {
  const clean = cleaned(ogg(120), 'ogg').bytes
  const pages = readPages(clean)
  expect(pages).toHaveLength(5)
  expect(pages?.[1]?.body).toEqual(Uint8Array.from(Buffer.from('OpusTags\0\0\0\0\0\0\0\0')))
  expect(pages?.[2]?.body.subarray(0, 5)).toEqual(opusPacket(0))
})

it('refuses an Ogg file with a wrong checksum as damaged', () => {
  const broken = ogg()
  broken[broken.length - 1] = 0x77
  expect(cleanVoice(broken, 'ogg')).toMatchObject({ code: 'attachments.damaged' })
})

it.each([mp4(), mp4({ movieFirst: false }), mp4({ wide: true })])(
  'moves the chunk offsets of an MP4 file to where the sound now is',
  (source) => {
    const bytes = cleaned(source, 'mp4').bytes
    const movie = boxes(bytes, 0, bytes.length)?.find((box) => box.type === 'moov')
    const path = ['trak', 'mdia', 'minf', 'stbl', 'stco']
    const places = movie ? find(bytes, movie, path) : null
    const first = bigEndian(bytes, (places?.bodyAt ?? 0) + 8, 4)
    const second = bigEndian(bytes, (places?.bodyAt ?? 0) + 12, 4)
    expect([...bytes.subarray(first, first + 10)]).toEqual(Array(10).fill(0x11))
    expect([...bytes.subarray(second, second + 10)]).toEqual(Array(10).fill(0x22))
  },
)

it.each([false, true])('points each fragment of an MP4 file at its own sound', (absolute) => {
  const bytes = cleaned(fragmentedMp4(absolute), 'mp4').bytes
  const fragments = (boxes(bytes, 0, bytes.length) ?? []).filter((box) => box.type === 'moof')
  const sounds = fragments.map((moof) => {
    const run = find(bytes, moof, ['traf', 'trun'])
    const at = moof.at + bigEndian(bytes, (run?.bodyAt ?? 0) + 8, 4)
    return [...bytes.subarray(at, at + 15)]
  })
  expect(sounds).toEqual([Array(15).fill(0x11), Array(15).fill(0x22)])
})

it('forgets when an MP4 recording was made', () => {
  const bytes = cleaned(mp4(), 'mp4').bytes
  const moment = Buffer.alloc(4)
  moment.writeUInt32BE(3_900_000_000)
  expect(holds(mp4(), moment)).toBe(true)
  expect(holds(bytes, moment)).toBe(false)
})

it('keeps all frames of an MP3 file and nothing else', () => {
  const clean = cleaned(mp3(), 'mp3').bytes
  const frames = Array.from({ length: 40 }, (_, index) => mp3Frame(index))
  expect(Buffer.from(clean).equals(Buffer.from(join(frames)))).toBe(true)
})

it('refuses films and other codecs in the wrapping of a voice note', () => {
  const others = [
    cleanVoice(webm({ trackType: 1 }), 'webm'),
    cleanVoice(webm({ codec: 'A_VORBIS' }), 'webm'),
    cleanVoice(mp4({ handler: 'vide' }), 'mp4'),
    cleanVoice(mp4({ entry: 'samr' }), 'mp4'),
  ]
  for (const result of others) expect(result).toMatchObject({ code: 'attachments.unknown_type' })
})

it('takes three minutes and refuses more', () => {
  expect(cleanVoice(ogg(180 * 50), 'ogg').ok).toBe(true)
  const refused = { code: 'attachments.too_long', details: { seconds: 182, limit: 180 } }
  expect(cleanVoice(ogg(182 * 50), 'ogg')).toMatchObject(refused)
  expect(cleanVoice(webm({ packets: 182 * 50 }), 'webm')).toMatchObject(refused)
  expect(cleanVoice(wav(182), 'wav')).toMatchObject(refused)
  expect(cleanVoice(amr(182 * 50), 'amr')).toMatchObject(refused)
})

it('cuts off what hangs behind the last frame of an AMR file', () => {
  const bytes = join([amr(), Uint8Array.of(0xff), Buffer.from(SECRET)])
  expect(Buffer.from(cleaned(bytes, 'amr').bytes).equals(Buffer.from(amr()))).toBe(true)
})

it('never throws on random bytes', () => {
  const kinds: VoiceKind[] = ['webm', 'ogg', 'mp4', 'mp3', 'wav', 'amr']
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.constantFrom(...kinds), (bytes, kind) => {
      expect(cleanVoice(bytes, kind)).toHaveProperty('ok')
    }),
    { numRuns: 1000 },
  )
})
