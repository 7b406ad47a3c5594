import { ok, type Result, refuse } from '#kernel/result.ts'
import type { AttachmentsRefusal, CleanVoice } from '../model.ts'
import { type Box, boxes, find, inside, writeBox } from './boxes.ts'
import { bigEndian, byteAt, join } from './bytes.ts'
import { cleanFragments } from './mp4-fragments.ts'
import { fileType, type SoundFile, undated, writeTrack } from './mp4-track.ts'

type Range = { readonly at: number; readonly end: number }

function handler(bytes: Uint8Array, track: Box): string {
  const box = find(bytes, track, ['mdia', 'hdlr'])
  return box ? String.fromCharCode(...bytes.subarray(box.bodyAt + 8, box.bodyAt + 12)) : ''
}

function codec(bytes: Uint8Array, table: Box): string {
  const box = find(bytes, table, ['stsd'])
  if (!box || bigEndian(bytes, box.bodyAt + 4, 4) !== 1) return ''
  return String.fromCharCode(...bytes.subarray(box.bodyAt + 12, box.bodyAt + 16))
}

function readClock(bytes: Uint8Array, track: Box): number {
  const box = find(bytes, track, ['mdia', 'mdhd'])
  if (!box) return 0
  return bigEndian(bytes, box.bodyAt + (byteAt(bytes, box.bodyAt) === 1 ? 20 : 12), 4)
}

function readSoundFile(bytes: Uint8Array): Result<SoundFile, AttachmentsRefusal> {
  const top = boxes(bytes, 0, bytes.length)
  // No voice note has so many parts; a file made to keep the computer busy has.
  if (top && top.length > 10_000) return refuse('attachments.damaged')
  const movie = top?.find((box) => box.type === 'moov')
  const header = movie ? find(bytes, movie, ['mvhd']) : null
  if (!top || !movie || !header) return refuse('attachments.damaged')
  const tracks = inside(bytes, movie).filter((box) => box.type === 'trak')
  if (tracks.some((track) => handler(bytes, track) === 'vide')) {
    return refuse('attachments.unknown_type')
  }
  const track = tracks.find((candidate) => handler(bytes, candidate) === 'soun')
  if (!track) return refuse('attachments.unknown_type')
  const table = find(bytes, track, ['mdia', 'minf', 'stbl'])
  const clock = readClock(bytes, track)
  if (!table || clock === 0) return refuse('attachments.damaged')
  if (!['mp4a', 'Opus'].includes(codec(bytes, table))) return refuse('attachments.unknown_type')
  return ok({ bytes, top, movie, header, track, table, clock })
}

/** The numbers of a table box: `count` entries of `width` four-byte numbers; null if cut off. */
function entries(bytes: Uint8Array, box: Box, width: number): number[] | null {
  const count = bigEndian(bytes, box.bodyAt + 4, 4) * width
  const from = box.bodyAt + 8
  if (from + count * 4 > box.end) return null
  return Array.from({ length: count }, (_, index) => bigEndian(bytes, from + index * 4, 4))
}

function chunkStarts(bytes: Uint8Array, table: Box): number[] | null {
  const short = find(bytes, table, ['stco'])
  if (short) return entries(bytes, short, 1)
  const long = find(bytes, table, ['co64'])
  const pairs = long ? entries(bytes, long, 2) : null
  if (!pairs) return null
  return Array.from({ length: pairs.length / 2 }, (_, index) => {
    return (pairs[index * 2] ?? 0) * 2 ** 32 + (pairs[index * 2 + 1] ?? 0)
  })
}

type Sizes = { readonly fixed: number; readonly each: readonly number[]; readonly count: number }

function sampleSizes(bytes: Uint8Array, table: Box): Sizes | null {
  const box = find(bytes, table, ['stsz'])
  if (!box) return null
  const fixed = bigEndian(bytes, box.bodyAt + 4, 4)
  const count = bigEndian(bytes, box.bodyAt + 8, 4)
  if (fixed > 0) return { fixed, each: [], count }
  const each = entries(bytes, { ...box, bodyAt: box.bodyAt + 4 }, 1)
  return each ? { fixed, each, count } : null
}

function runLength(sizes: Sizes, from: number, samples: number): number {
  if (sizes.fixed > 0) return sizes.fixed * samples
  let sum = 0
  const end = Math.min(from + samples, sizes.each.length)
  for (let i = from; i < end; i++) sum += sizes.each[i] ?? 0
  return sum
}

/** Where each chunk of sound lies in the file; null when the tables contradict each other. */
function chunks({ bytes, table, top }: SoundFile): Range[] | null {
  const starts = chunkStarts(bytes, table)
  const sizes = sampleSizes(bytes, table)
  const runsBox = find(bytes, table, ['stsc'])
  const runs = runsBox ? entries(bytes, runsBox, 3) : null
  const stores = top.filter((box) => box.type === 'mdat')
  if (!starts || !sizes || !runs || runs[0] !== 1 || stores.length > 16) return null
  const found: Range[] = []
  let sample = 0
  let total = 0
  let run = 0
  for (const [index, at] of starts.entries()) {
    while ((runs[run + 3] ?? Number.POSITIVE_INFINITY) <= index + 1) run += 3
    const samples = runs[run + 1] ?? 0
    const end = at + runLength(sizes, sample, samples)
    sample += samples
    total += end - at
    const stored = stores.some((box) => at >= box.bodyAt && end <= box.end)
    // Chunks that point at the same bytes again and again would blow the file up.
    if (!stored || total > bytes.length) return null
    found.push({ at, end })
  }
  return sample === sizes.count && total > 0 ? found : null
}

function ticks({ bytes, table }: SoundFile): number {
  const box = find(bytes, table, ['stts'])
  const runs = (box ? entries(bytes, box, 2) : null) ?? []
  let sum = 0
  for (let i = 0; i < runs.length; i += 2) sum += (runs[i] ?? 0) * (runs[i + 1] ?? 0)
  return sum
}

/** Writes the file anew: description first, then only those bytes that are sound. */
function cleanWhole(file: SoundFile): Result<CleanVoice, AttachmentsRefusal> {
  const ranges = chunks(file)
  const length = ticks(file)
  if (!ranges || length === 0) return refuse('attachments.damaged')
  const { bytes, header, track } = file
  const head = undated(bytes, header)
  const describe = (offsets: number[]) => writeBox('moov', head, writeTrack(bytes, track, offsets))
  const opening = fileType()
  let at = opening.length + describe(ranges.map(() => 0)).length + 8
  const offsets = ranges.map((range) => {
    at += range.end - range.at
    return at - (range.end - range.at)
  })
  const sound = ranges.map((range) => bytes.subarray(range.at, range.end))
  const out = join([opening, describe(offsets), writeBox('mdat', join(sound))])
  return ok({ bytes: out, mediaType: 'audio/mp4', seconds: length / file.clock })
}

/**
 * Writes an MP4 or M4A recording anew from its sound alone: no user data, no title, no place, no
 * moment of recording. Chunk offsets are reckoned again. Video is not a voice note.
 */
export function cleanMp4(bytes: Uint8Array): Result<CleanVoice, AttachmentsRefusal> {
  const file = readSoundFile(bytes)
  if (!file.ok) return file
  const live = file.value.top.some((box) => box.type === 'moof')
  if (!live) return cleanWhole(file.value)
  const cleaned = cleanFragments(file.value)
  if (!cleaned) return refuse('attachments.damaged')
  return ok({ ...cleaned, mediaType: 'audio/mp4' })
}
