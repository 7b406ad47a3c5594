import { ok, type Result, refuse } from '#kernel/result.ts'
import {
  type AttachmentsRefusal,
  type ImageKind,
  type Inspection,
  UPLOAD_LIMIT_BYTES,
  type VoiceKind,
} from './model.ts'
import { AMR_NARROW, AMR_WIDE } from './voice/amr.ts'
import { bigEndian, textAt } from './voice/bytes.ts'
import { startsWithFrames } from './voice/mp3.ts'

/** iPhones' own photo format, which most browsers cannot show. */
const HEIC = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1']
/** Other pictures and camera files that come in the same wrapping as MP4. */
const OTHER_PICTURES = ['avif', 'avis', 'jxl ', 'crx ']

function imageKind(bytes: Uint8Array): ImageKind | null {
  if (bigEndian(bytes, 0, 3) === 0xffd8ff) return 'jpeg'
  if (textAt(bytes, 0, '\x89PNG\r\n\x1a\n')) return 'png'
  if (textAt(bytes, 0, 'GIF87a') || textAt(bytes, 0, 'GIF89a')) return 'gif'
  if (textAt(bytes, 0, 'RIFF') && textAt(bytes, 8, 'WEBP')) return 'webp'
  return null
}

function voiceKind(bytes: Uint8Array): VoiceKind | null {
  if (bigEndian(bytes, 0, 4) === 0x1a45dfa3) return 'webm'
  if (textAt(bytes, 0, 'OggS')) return textAt(bytes, 28, 'OpusHead') ? 'ogg' : null
  if (textAt(bytes, 4, 'ftyp')) return 'mp4'
  if (textAt(bytes, 0, 'RIFF') && textAt(bytes, 8, 'WAVE')) return 'wav'
  if (textAt(bytes, 0, AMR_NARROW) || textAt(bytes, 0, AMR_WIDE)) return 'amr'
  if (textAt(bytes, 0, 'ID3') || startsWithFrames(bytes)) return 'mp3'
  return null
}

function brandIn(bytes: Uint8Array, brands: readonly string[]): boolean {
  return textAt(bytes, 4, 'ftyp') && brands.some((brand) => textAt(bytes, 8, brand))
}

/**
 * What a file is, is told by its content; its name and what the sender says of it count nothing.
 * Only photos and voice notes of known kinds are taken; everything else is refused.
 */
export function inspect(bytes: Uint8Array): Result<Inspection, AttachmentsRefusal> {
  if (bytes.length > UPLOAD_LIMIT_BYTES) {
    const limit = UPLOAD_LIMIT_BYTES / 1024 / 1024
    return refuse('attachments.too_large', { limitMegabytes: limit, bytes: bytes.length })
  }
  if (bytes.length === 0) return refuse('attachments.damaged')
  if (brandIn(bytes, HEIC)) return refuse('attachments.heic')
  if (brandIn(bytes, OTHER_PICTURES)) return refuse('attachments.unknown_type')
  const image = imageKind(bytes)
  if (image) return ok({ family: 'image', kind: image })
  const voice = voiceKind(bytes)
  if (voice) return ok({ family: 'voice', kind: voice })
  return refuse('attachments.unknown_type')
}
