import { ok, type Result, refuse } from '#kernel/result.ts'
import type { AttachmentsRefusal, CleanVoice } from '../model.ts'
import { ascii, byteAt, join, littleEndian, littleEndianBytes, textAt } from './bytes.ts'
import { OPUS_RATE, opusHead, packetSamples } from './opus.ts'

const CONTINUED = 1
const FIRST = 2
const HEADER = 27
const STREAM_NUMBER = 1

export type OggPage = {
  readonly flags: number
  readonly granule: Uint8Array
  readonly stream: number
  readonly laces: Uint8Array
  readonly body: Uint8Array
}

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let crc = index << 24
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1
  return crc >>> 0
})

/** The checksum of a page, its own four bytes taken as zero (RFC 3533, section 6). */
function pageChecksum(page: Uint8Array): number {
  let crc = 0
  for (let i = 0; i < page.length; i++) {
    const value = i >= 22 && i < 26 ? 0 : byteAt(page, i)
    crc = ((crc << 8) ^ (crcTable[((crc >>> 24) ^ value) & 0xff] ?? 0)) >>> 0
  }
  return crc
}

export function writePage(page: OggPage, sequence: number): Uint8Array {
  const out = join([
    ascii('OggS'),
    Uint8Array.of(0, page.flags),
    page.granule,
    littleEndianBytes(page.stream, 4),
    littleEndianBytes(sequence, 4),
    new Uint8Array(4),
    Uint8Array.of(page.laces.length),
    page.laces,
    page.body,
  ])
  out.set(littleEndianBytes(pageChecksum(out), 4), 22)
  return out
}

/** All pages of a file that is whole: every page fits and its checksum is right. */
export function readPages(bytes: Uint8Array): OggPage[] | null {
  const pages: OggPage[] = []
  let at = 0
  while (at < bytes.length) {
    if (!textAt(bytes, at, 'OggS') || byteAt(bytes, at + 4) !== 0) return null
    const bodyAt = at + HEADER + byteAt(bytes, at + 26)
    const laces = bytes.slice(at + HEADER, bodyAt)
    const end = bodyAt + laces.reduce((sum, lace) => sum + lace, 0)
    if (end > bytes.length) return null
    if (littleEndian(bytes, at + 22, 4) !== pageChecksum(bytes.subarray(at, end))) return null
    pages.push({
      flags: byteAt(bytes, at + 5),
      granule: bytes.slice(at + 6, at + 14),
      stream: littleEndian(bytes, at + 14, 4),
      laces,
      body: bytes.slice(bodyAt, end),
    })
    at = end
  }
  return pages
}

function endsPacket(page: OggPage): boolean {
  return page.laces.length > 0 && byteAt(page.laces, page.laces.length - 1) < 255
}

/** Samples in the packets that begin on these pages. */
function countSamples(pages: readonly OggPage[]): number {
  let samples = 0
  for (const page of pages) {
    let begins = !(page.flags & CONTINUED)
    let at = 0
    for (const lace of page.laces) {
      if (begins && lace > 0) {
        samples += packetSamples(byteAt(page.body, at), byteAt(page.body, at + 1))
      }
      begins = lace < 255
      at += lace
    }
  }
  return samples
}

/** The comment header with no maker and no comments: eight letters and two zero counts. */
function emptyTags(): OggPage {
  const body = join([ascii('OpusTags'), new Uint8Array(8)])
  const laces = Uint8Array.of(body.length)
  return { flags: 0, granule: new Uint8Array(8), stream: STREAM_NUMBER, laces, body }
}

/**
 * Rewrites an Ogg Opus file with an empty comment header. The comments are where telephones put
 * device, place and title (RFC 7845, section 5.2). Everything else keeps its order.
 */
export function cleanOgg(bytes: Uint8Array): Result<CleanVoice, AttachmentsRefusal> {
  const pages = readPages(bytes)
  const [first, ...others] = pages ?? []
  const head = first ? opusHead(first.body) : null
  if (!first || !head || !(first.flags & FIRST)) return refuse('attachments.damaged')
  if (others.some((page) => page.stream !== first.stream || page.flags & FIRST)) {
    return refuse('attachments.unknown_type')
  }
  const tagsEnd = others.findIndex(endsPacket)
  const audio = others.slice(tagsEnd + 1)
  const tagged = others[0] && textAt(others[0].body, 0, 'OpusTags')
  const samples = countSamples(audio)
  if (tagsEnd < 0 || !tagged || samples === 0) return refuse('attachments.damaged')
  const headPage = { ...first, laces: Uint8Array.of(head.length), body: head }
  const clean = [headPage, emptyTags(), ...audio].map((page, sequence) =>
    writePage({ ...page, stream: STREAM_NUMBER }, sequence),
  )
  return ok({ bytes: join(clean), mediaType: 'audio/ogg', seconds: samples / OPUS_RATE })
}
