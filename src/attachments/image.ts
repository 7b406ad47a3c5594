import sharp from 'sharp'
import { ok, type Result, refuse } from '#kernel/result.ts'
import {
  type AttachmentsRefusal,
  type CleanImage,
  type ImageKind,
  type ImageRendition,
  PIXEL_LIMIT,
} from './model.ts'
import { pictureHash } from './pictures/hash.ts'

const FULL_SIDE = 1600
const THUMBNAIL_SIDE = 320

// One picture at a time on one thread: the pages go on while a photo is being prepared, and
// nothing is kept in memory afterwards.
sharp.concurrency(1)
sharp.cache(false)

async function render(bytes: Uint8Array, side: number): Promise<ImageRendition> {
  const { data, info } = await sharp(bytes, { failOn: 'error', limitInputPixels: PIXEL_LIMIT })
    .autoOrient()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: side === FULL_SIDE ? 80 : 70 })
    .toBuffer({ resolveWithObject: true })
  return { bytes: data, mediaType: 'image/webp', width: info.width, height: info.height }
}

/** The number of pixels the header announces, read without unpacking a single one. */
async function announcedPixels(bytes: Uint8Array, kind: ImageKind): Promise<number | null> {
  try {
    const header = await sharp(bytes, { limitInputPixels: false }).metadata()
    if (header.format !== kind) return null
    return header.width * header.height
  } catch {
    return null
  }
}

/**
 * A photo keeps what can be seen and nothing else: where and when and with what it was taken is
 * thrown away, it is turned upright, and made small enough to load in a field. Written anew as
 * WebP, at most 1600 pixels on the longer side, with a 320-pixel thumbnail. A picture that would
 * unpack into more than 64 million pixels is refused before it is opened.
 */
export async function cleanImage(
  bytes: Uint8Array,
  kind: ImageKind,
): Promise<Result<CleanImage, AttachmentsRefusal>> {
  const pixels = await announcedPixels(bytes, kind)
  if (pixels === null || pixels === 0) return refuse('attachments.damaged')
  if (pixels > PIXEL_LIMIT) {
    const millions = Math.ceil(pixels / 1_000_000)
    return refuse('attachments.too_many_pixels', { millions, limit: PIXEL_LIMIT / 1_000_000 })
  }
  try {
    const full = await render(bytes, FULL_SIDE)
    const thumbnail = await render(full.bytes, THUMBNAIL_SIDE)
    return ok({ full, thumbnail, pictureHash: await pictureHash(thumbnail.bytes) })
  } catch {
    // The library throws for every picture it cannot read to its end.
    return refuse('attachments.damaged')
  }
}
