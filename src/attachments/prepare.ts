import { ok, type Result } from '#kernel/result.ts'
import { cleanImage } from './image.ts'
import { inspect } from './inspect.ts'
import type { AttachmentsRefusal, PreparedAttachment } from './model.ts'
import { cleanVoice } from './voice.ts'

/**
 * The one way from what somebody sent to what is kept: size, kind by content, then the photo or
 * voice note written anew without anything but itself.
 */
export async function prepareAttachment(
  bytes: Uint8Array,
): Promise<Result<PreparedAttachment, AttachmentsRefusal>> {
  const inspected = inspect(bytes)
  if (!inspected.ok) return inspected
  if (inspected.value.family === 'image') {
    const image = await cleanImage(bytes, inspected.value.kind)
    return image.ok ? ok({ family: 'image', ...image.value }) : image
  }
  const voice = cleanVoice(bytes, inspected.value.kind)
  if (!voice.ok) return voice
  const { seconds, ...full } = voice.value
  return ok({ family: 'voice', full, seconds })
}
