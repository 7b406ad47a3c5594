import { type Result, refuse } from '#kernel/result.ts'
import {
  type AttachmentsRefusal,
  type CleanVoice,
  VOICE_LIMIT_SECONDS,
  type VoiceKind,
} from './model.ts'
import { cleanAmr } from './voice/amr.ts'
import { cleanMp3 } from './voice/mp3.ts'
import { cleanMp4 } from './voice/mp4.ts'
import { cleanOgg } from './voice/ogg.ts'
import { cleanWav } from './voice/wav.ts'
import { cleanWebm } from './voice/webm.ts'

type Cleaner = (bytes: Uint8Array) => Result<CleanVoice, AttachmentsRefusal>

const cleaners: Readonly<Record<VoiceKind, Cleaner>> = {
  webm: cleanWebm,
  ogg: cleanOgg,
  mp4: cleanMp4,
  mp3: cleanMp3,
  wav: cleanWav,
  amr: cleanAmr,
}

/**
 * A voice note keeps the voice and nothing else: no place, device, title or date. The sound
 * itself is never changed, so nothing needs to be installed for it. Refused when it is damaged,
 * is not a voice note after all (a film), or plays for more than three minutes.
 */
export function cleanVoice(
  bytes: Uint8Array,
  kind: VoiceKind,
): Result<CleanVoice, AttachmentsRefusal> {
  const cleaned = cleaners[kind](bytes)
  if (!cleaned.ok) return cleaned
  const seconds = Math.floor(cleaned.value.seconds)
  if (seconds <= VOICE_LIMIT_SECONDS) return cleaned
  return refuse('attachments.too_long', { seconds, limit: VOICE_LIMIT_SECONDS })
}
