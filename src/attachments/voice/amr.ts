import { ok, type Result, refuse } from '#kernel/result.ts'
import type { AttachmentsRefusal, CleanVoice } from '../model.ts'
import { byteAt, textAt } from './bytes.ts'

export const AMR_NARROW = '#!AMR\n'
export const AMR_WIDE = '#!AMR-WB\n'

/** Bytes behind the first one of each kind of frame (RFC 4867, section 5.3). */
const NARROW = [12, 13, 15, 17, 19, 20, 26, 31, 5, -1, -1, -1, -1, -1, -1, 0]
const WIDE = [17, 23, 32, 36, 40, 46, 50, 58, 60, 5, -1, -1, -1, -1, 0, 0]

/**
 * AMR has no place for metadata: whole frames stay as they are, each a fiftieth of a second.
 * Whatever hangs behind the last whole frame is cut off.
 */
export function cleanAmr(bytes: Uint8Array): Result<CleanVoice, AttachmentsRefusal> {
  const wide = textAt(bytes, 0, AMR_WIDE)
  if (!wide && !textAt(bytes, 0, AMR_NARROW)) return refuse('attachments.damaged')
  const sizes = wide ? WIDE : NARROW
  const start = wide ? AMR_WIDE.length : AMR_NARROW.length
  let at = start
  let frames = 0
  while (at < bytes.length) {
    const head = byteAt(bytes, at)
    const size = sizes[(head >> 3) & 15] ?? -1
    // The bits around the kind of frame are always zero; anything else is no frame.
    if (head & 0x83 || size < 0 || at + 1 + size > bytes.length) break
    at += 1 + size
    frames += 1
  }
  if (frames === 0) return refuse('attachments.damaged')
  const mediaType = wide ? 'audio/amr-wb' : 'audio/amr'
  return ok({ bytes: bytes.slice(0, at), mediaType, seconds: frames / 50 })
}
