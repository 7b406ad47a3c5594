import { ok, type Result, refuse } from '#kernel/result.ts'
import type { AttachmentsRefusal, CleanVoice } from '../model.ts'
import { byteAt, join, littleEndian, textAt } from './bytes.ts'

const RATES = [44_100, 48_000, 32_000]
const KILOBITS_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const KILOBITS_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]

type Mp3Frame = { readonly length: number; readonly seconds: number }

/** The Layer III frame at a place, or null when none begins there (ISO/IEC 11172-3, 2.4.1.3). */
function readFrame(bytes: Uint8Array, at: number): Mp3Frame | null {
  const second = byteAt(bytes, at + 1)
  const third = byteAt(bytes, at + 2)
  if (bytes[at] !== 0xff || (second & 0xe6) !== 0xe2) return null
  const version = (second >> 3) & 3
  const base = RATES[(third >> 2) & 3]
  const kilobits = (version === 3 ? KILOBITS_1 : KILOBITS_2)[third >> 4]
  if (version === 1 || !base || !kilobits) return null
  const rate = version === 3 ? base : version === 2 ? base / 2 : base / 4
  const samples = version === 3 ? 1152 : 576
  const padding = (third >> 1) & 1
  const length = Math.floor(((samples / 8) * kilobits * 1000) / rate) + padding
  return { length, seconds: samples / rate }
}

/** Two frames in a row: a lone pattern of bits may be chance. */
export function startsWithFrames(bytes: Uint8Array, at = 0): boolean {
  const first = readFrame(bytes, at)
  return first !== null && readFrame(bytes, at + first.length) !== null
}

function syncsafe(bytes: Uint8Array, at: number): number {
  return [0, 1, 2, 3].reduce((sum, i) => sum * 128 + (byteAt(bytes, at + i) & 0x7f), 0)
}

/** How many bytes the tag at this place takes: ID3v2, ID3v1, APE; zero when there is none. */
function tagLength(bytes: Uint8Array, at: number): number {
  if (textAt(bytes, at, 'ID3')) {
    const footer = byteAt(bytes, at + 5) & 0x10 ? 10 : 0
    return 10 + syncsafe(bytes, at + 6) + footer
  }
  if (textAt(bytes, at, 'TAG')) return 128
  if (textAt(bytes, at, 'APETAGEX')) return 32 + littleEndian(bytes, at + 12, 4)
  return 0
}

/**
 * Keeps the frames of sound of an MP3 file and nothing between, before or behind them, so that
 * ID3v1, ID3v2, APE and lyrics tags with names, places and pictures all fall away.
 */
export function cleanMp3(bytes: Uint8Array): Result<CleanVoice, AttachmentsRefusal> {
  const frames: Uint8Array[] = []
  let seconds = 0
  let at = 0
  let joined = -1
  while (at < bytes.length) {
    const frame = readFrame(bytes, at)
    const end = frame ? at + frame.length : at
    // A frame counts when it joins what went before or is followed by another.
    if (frame && end <= bytes.length && (at === joined || readFrame(bytes, end))) {
      frames.push(bytes.subarray(at, end))
      seconds += frame.seconds
      at = end
      joined = end
      continue
    }
    at += tagLength(bytes, at) || 1
  }
  const sound = frames.reduce((sum, frame) => sum + frame.length, 0)
  if (frames.length < 2 || sound === 0) return refuse('attachments.damaged')
  return ok({ bytes: join(frames), mediaType: 'audio/mpeg', seconds })
}
