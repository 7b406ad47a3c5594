import { type Box, body, inside, writeBox } from './boxes.ts'
import { ascii, bigEndianBytes, byteAt, join } from './bytes.ts'

/** The parts of a sound file that both ways of cleaning need. */
export type SoundFile = {
  readonly bytes: Uint8Array
  readonly top: readonly Box[]
  readonly movie: Box
  readonly header: Box
  readonly track: Box
  readonly table: Box
  /** Ticks per second of the track's own clock. */
  readonly clock: number
}

/**
 * What of a sound track is written again. Everything else is left behind: user data, titles,
 * places, artwork, makers' own boxes.
 */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  trak: ['tkhd', 'edts', 'mdia'],
  edts: ['elst'],
  mdia: ['mdhd', 'hdlr', 'minf'],
  minf: ['smhd', 'dinf', 'stbl'],
  dinf: ['dref'],
  stbl: ['stsd', 'stts', 'stsc', 'stsz', 'stco', 'co64', 'sgpd', 'sbgp'],
}

/** The header without the moments of recording and of the last change. */
export function undated(bytes: Uint8Array, box: Box): Uint8Array {
  const copy = body(bytes, box).slice()
  copy.fill(0, 4, byteAt(copy, 0) === 1 ? 20 : 12)
  return writeBox(box.type, copy)
}

function chunkOffsets(offsets: readonly number[]): Uint8Array {
  const entries = offsets.map((offset) => bigEndianBytes(offset, 4))
  return writeBox('stco', new Uint8Array(4), bigEndianBytes(offsets.length, 4), join(entries))
}

/** The reference that says "the sound is in this same file". */
function ownFile(): Uint8Array {
  const here = writeBox('url ', Uint8Array.of(0, 0, 0, 1))
  return writeBox('dref', new Uint8Array(4), bigEndianBytes(1, 4), here)
}

/** Writes a track again from what is kept, with new places for its chunks. */
export function writeTrack(bytes: Uint8Array, box: Box, offsets: readonly number[]): Uint8Array {
  const kept = KEPT[box.type]
  if (kept) {
    const parts = inside(bytes, box).filter((part) => kept.includes(part.type))
    return writeBox(box.type, join(parts.map((part) => writeTrack(bytes, part, offsets))))
  }
  switch (box.type) {
    case 'tkhd':
    case 'mdhd':
      return undated(bytes, box)
    case 'hdlr':
      return writeBox('hdlr', new Uint8Array(8), ascii('soun'), new Uint8Array(13))
    case 'dref':
      return ownFile()
    case 'stco':
    case 'co64':
      return chunkOffsets(offsets)
    default:
      return writeBox(box.type, body(bytes, box))
  }
}

/** The opening box: an ordinary MP4 file, whatever program wrote the original. */
export function fileType(): Uint8Array {
  return writeBox('ftyp', ascii('isom'), new Uint8Array(4), join(['isom', 'mp42'].map(ascii)))
}
