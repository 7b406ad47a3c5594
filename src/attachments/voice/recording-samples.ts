import { writeBox } from './boxes.ts'
import { ascii, bigEndianBytes, join, littleEndianBytes } from './bytes.ts'
import { ELEMENT, element } from './ebml.ts'
import { writePage } from './ogg.ts'

/**
 * Small recordings built by hand for the tests of this folder, each carrying the secret in every
 * place where a program may leave metadata.
 */
export const SECRET = 'SECRET N46.06 E125.98 Zhang'

/** An Opus packet of 20 milliseconds (configuration 1 of SILK, one frame) with a marked body. */
export function opusPacket(mark: number): Uint8Array {
  return Uint8Array.of(1 << 3, mark, 0xaa, 0x55, mark)
}

const opusHeader = join([
  ascii('OpusHead'),
  Uint8Array.of(1, 1),
  littleEndianBytes(312, 2),
  littleEndianBytes(48_000, 4),
  new Uint8Array(3),
])

/** An element whose length is left open, as MediaRecorder writes it. */
function endless(id: number, ...parts: Uint8Array[]): Uint8Array {
  return join([bigEndianBytes(id, 4), Uint8Array.of(1), new Uint8Array(7).fill(0xff), ...parts])
}

export type WebmOptions = { packets?: number; live?: boolean; codec?: string; trackType?: number }

export function webm(options: WebmOptions = {}): Uint8Array {
  const { packets = 50, live = false, codec = 'A_OPUS', trackType = 2 } = options
  const wrap = live ? endless : element
  const secret = ascii(SECRET)
  const info = element(
    ELEMENT.info,
    element(ELEMENT.timestampScale, bigEndianBytes(1_000_000, 3)),
    element(0x7ba9, secret),
    element(0x4d80, secret),
    element(0x5741, secret),
    element(0x4461, new Uint8Array(8).fill(7)),
  )
  const entry = element(
    ELEMENT.trackEntry,
    element(ELEMENT.trackNumber, Uint8Array.of(1)),
    element(ELEMENT.trackUid, Uint8Array.of(9, 9, 9)),
    element(ELEMENT.trackType, Uint8Array.of(trackType)),
    element(0x536e, secret),
    element(ELEMENT.codecId, ascii(codec)),
    element(ELEMENT.codecPrivate, join([opusHeader, secret])),
    element(ELEMENT.audio, element(ELEMENT.channels, Uint8Array.of(1)), element(0xec, secret)),
  )
  const tags = element(0x1254c367, element(0x7373, element(0x67c8, secret)))
  const clusters: Uint8Array[] = []
  for (let first = 0; first < packets; first += 50) {
    const time = element(ELEMENT.timestamp, bigEndianBytes(first * 20, 4))
    const blocks = Array.from({ length: Math.min(50, packets - first) }, (_, index) => {
      const block = join([
        Uint8Array.of(0x81, ...bigEndianBytes(index * 20, 2), 0x80),
        opusPacket(index),
      ])
      if (index % 10 !== 0) return element(ELEMENT.simpleBlock, block)
      return element(ELEMENT.blockGroup, element(ELEMENT.block, block), element(0x75a1, secret))
    })
    clusters.push(wrap(ELEMENT.cluster, time, element(0xec, secret), ...blocks))
  }
  const header = element(ELEMENT.ebml, element(ELEMENT.docType, ascii('webm')))
  const tracks = element(ELEMENT.tracks, entry)
  return join([header, wrap(ELEMENT.segment, info, tracks, tags, ...clusters, tags)])
}

/** An Ogg Opus file whose comments reach over two pages. */
export function ogg(packets = 50): Uint8Array {
  const page = (flags: number, laces: number[], [body, granule = 0]: [Uint8Array, number?]) => ({
    flags,
    granule: littleEndianBytes(granule, 8),
    stream: 77,
    laces: Uint8Array.from(laces),
    body,
  })
  const comment = ascii(`TITLE=${SECRET} ${'x'.repeat(400)}`)
  const counted = (bytes: Uint8Array) => join([littleEndianBytes(bytes.length, 4), bytes])
  const tags = join([
    ascii('OpusTags'),
    counted(ascii(SECRET)),
    littleEndianBytes(1, 4),
    counted(comment),
  ])
  const pages = [
    page(2, [opusHeader.length], [opusHeader]),
    page(0, [255], [tags.subarray(0, 255)]),
    page(1, [tags.length - 255], [tags.subarray(255)]),
  ]
  for (let first = 0; first < packets; first += 50) {
    const bodies = Array.from({ length: Math.min(50, packets - first) }, (_, i) => opusPacket(i))
    const last = first + 50 >= packets
    const laces = bodies.map((body) => body.length)
    pages.push(page(last ? 4 : 0, laces, [join(bodies), (first + bodies.length) * 960]))
  }
  return join(pages.map((each, sequence) => writePage(each, sequence)))
}

function full(type: string, ...parts: Uint8Array[]): Uint8Array {
  return writeBox(type, new Uint8Array(4), ...parts)
}

function numbers(...values: number[]): Uint8Array {
  return join(values.map((value) => bigEndianBytes(value, 4)))
}

export type Mp4Options = {
  movieFirst?: boolean
  handler?: string
  entry?: string
  samples?: number
  wide?: boolean
}

function sampleTable(options: Mp4Options, offsets: number[]): Uint8Array {
  const { entry = 'mp4a', samples = 4, wide = false } = options
  const places = wide
    ? full(
        'co64',
        numbers(offsets.length),
        join(offsets.map((offset) => bigEndianBytes(offset, 8))),
      )
    : full('stco', numbers(offsets.length, ...offsets))
  return writeBox(
    'stbl',
    full('stsd', numbers(1), writeBox(entry, new Uint8Array(28))),
    full('stts', numbers(1, samples, 1024)),
    full('stsc', numbers(1, 1, samples / 2, 1)),
    full('stsz', numbers(0, samples, ...Array.from({ length: samples }, () => 5))),
    places,
  )
}

function movie(options: Mp4Options, stable: Uint8Array, more: Uint8Array[] = []): Uint8Array {
  const secret = ascii(SECRET)
  const user = writeBox('udta', writeBox('\xa9xyz', secret), full('meta', secret))
  const moment = numbers(3_900_000_000, 3_900_000_001)
  const handler = ascii(options.handler ?? 'soun')
  const media = writeBox(
    'mdia',
    full('mdhd', moment, numbers(16_000, 4096, 0)),
    full('hdlr', numbers(0), handler, numbers(0, 0, 0), secret, new Uint8Array(1)),
    writeBox('minf', full('smhd', numbers(0)), writeBox('dinf', full('dref', secret)), stable),
    user,
  )
  const track = writeBox('trak', full('tkhd', moment, numbers(1), new Uint8Array(68)), media, user)
  return writeBox(
    'moov',
    full('mvhd', moment, numbers(1000, 256), new Uint8Array(80)),
    track,
    user,
    ...more,
  )
}

/** An M4A file of two chunks with rubbish between and around them. */
export function mp4(options: Mp4Options = {}): Uint8Array {
  const { movieFirst = true, samples = 4 } = options
  const chunk = new Uint8Array((samples / 2) * 5).fill(0x11)
  const second = new Uint8Array((samples / 2) * 5).fill(0x22)
  const opening = writeBox('ftyp', ascii('M4A '), numbers(0), ascii('M4A mp42'))
  const secret = ascii(SECRET)
  const store = writeBox('mdat', secret, chunk, secret, second, secret)
  const free = writeBox('free', secret)
  const build = (start: number) => {
    const first = start + 8 + secret.length
    const offsets = [first, first + chunk.length + secret.length]
    return movie(options, sampleTable(options, offsets))
  }
  if (!movieFirst) return join([opening, free, store, build(opening.length + free.length)])
  const start = opening.length + build(0).length + free.length
  return join([opening, build(start), free, store])
}

/** A recording in two fragments, one run each; absolute places as older programs write them. */
export function fragmentedMp4(absolute = false): Uint8Array {
  const empty = writeBox(
    'stbl',
    full('stsd', numbers(1), writeBox('mp4a', new Uint8Array(28))),
    full('stts', numbers(0)),
    full('stsc', numbers(0)),
    full('stsz', numbers(0, 0)),
    full('stco', numbers(0)),
  )
  const extension = writeBox('mvex', full('trex', numbers(1, 1, 1024, 0, 0)))
  const opening = writeBox('ftyp', ascii('iso5'), numbers(0), ascii('iso5'))
  const parts = [opening, movie({}, empty, [extension])]
  const secret = ascii(SECRET)
  for (const mark of [0x11, 0x22]) {
    const start = parts.reduce((sum, part) => sum + part.length, 0)
    const build = (offset: number) => {
      const base = absolute ? bigEndianBytes(start, 8) : new Uint8Array(0)
      const head = writeBox('tfhd', numbers(absolute ? 1 : 0x20000, 1), base)
      const run = writeBox('trun', numbers(0x201, 3, offset, 5, 5, 5))
      const time = full('tfdt', numbers((mark - 0x11) * 10))
      return writeBox(
        'moof',
        full('mfhd', numbers(mark)),
        writeBox('traf', head, time, run),
        writeBox('udta', secret),
      )
    }
    const moof = build(build(0).length + 8 + secret.length)
    parts.push(moof, writeBox('mdat', secret, new Uint8Array(15).fill(mark), secret))
  }
  return join(parts)
}

/** One MP3 frame: version 1, layer III, 128 kbit/s, 44.1 kHz, 417 bytes. */
export function mp3Frame(mark: number): Uint8Array {
  const frame = new Uint8Array(417).fill(mark)
  frame.set([0xff, 0xfb, 0x90, 0x00])
  return frame
}

export function mp3(frames = 40): Uint8Array {
  const secret = ascii(SECRET)
  const picture = join([mp3Frame(9), secret])
  const size = secret.length + picture.length
  const syncsafe = Uint8Array.of(0, 0, size >> 7, size & 0x7f)
  const id3v2 = join([ascii('ID3'), Uint8Array.of(4, 0, 0), syncsafe, secret, picture])
  const apeBody = join([secret, new Uint8Array(32)])
  const ape = join([
    ascii('APETAGEX'),
    littleEndianBytes(2000, 4),
    littleEndianBytes(apeBody.length, 4),
    new Uint8Array(16),
    apeBody,
  ])
  const id3v1 = new Uint8Array(128)
  id3v1.set(ascii(`TAG${SECRET}`))
  const sound = Array.from({ length: frames }, (_, index) => mp3Frame(index % 200))
  return join([id3v2, ...sound, ape, id3v1])
}

export function wav(seconds = 1): Uint8Array {
  const chunk = (name: string, body: Uint8Array) =>
    join([ascii(name), littleEndianBytes(body.length, 4), body, new Uint8Array(body.length % 2)])
  const format = join([
    littleEndianBytes(1, 2),
    littleEndianBytes(1, 2),
    littleEndianBytes(8000, 4),
    littleEndianBytes(8000, 4),
    littleEndianBytes(1, 2),
    littleEndianBytes(8, 2),
  ])
  const secret = ascii(SECRET)
  const list = chunk('LIST', join([ascii('INFOICMT'), littleEndianBytes(secret.length, 4), secret]))
  const inner = join([
    ascii('WAVE'),
    list,
    chunk('fmt ', format),
    chunk('data', new Uint8Array(8000 * seconds).fill(0x80)),
    chunk('bext', secret),
  ])
  return join([ascii('RIFF'), littleEndianBytes(inner.length, 4), inner])
}

export function amr(frames = 50): Uint8Array {
  const frame = Uint8Array.of(0x3c, ...new Uint8Array(31).fill(3))
  return join([ascii('#!AMR\n'), ...Array.from({ length: frames }, () => frame)])
}
