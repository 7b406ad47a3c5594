/**
 * What may go wrong with an upload, each with the HTTP status it answers.
 * The sentences are the messages `refusal_attachments_*`.
 */
export const attachmentsRefusals = {
  'attachments.too_large': 413,
  'attachments.unknown_type': 415,
  'attachments.heic': 415,
  'attachments.damaged': 422,
  'attachments.too_many_pixels': 413,
  'attachments.too_long': 422,
  'attachments.disk_full': 507,
  'attachments.too_many': 422,
  'attachments.not_received': 403,
  'attachments.unknown': 404,
} as const

export type AttachmentsRefusal = keyof typeof attachmentsRefusals

/** A photo or voice note may have at most eight mebibytes. Source: issue 2, section 2. */
export const UPLOAD_LIMIT_BYTES = 8 * 1024 * 1024

/** How many files may be sent with one form. */
export const FILES_AT_ONCE = 6

/** A voice note lasts at most three minutes, so that whoever verifies a deed can listen to it. */
export const VOICE_LIMIT_SECONDS = 180

/** More pixels than any phone camera's ordinary photo; a larger picture is refused unopened. */
export const PIXEL_LIMIT = 64_000_000

export type ImageKind = 'jpeg' | 'png' | 'webp' | 'gif'
export type VoiceKind = 'webm' | 'ogg' | 'mp4' | 'mp3' | 'wav' | 'amr'

/** What the content of a file says it is; its name and its sender's claim are not asked. */
export type Inspection =
  | { readonly family: 'image'; readonly kind: ImageKind }
  | { readonly family: 'voice'; readonly kind: VoiceKind }

/** Bytes that are ready to be kept and served, with the type they are served under. */
export type Rendition = {
  readonly bytes: Uint8Array
  readonly mediaType: string
}

export type ImageRendition = Rendition & { readonly width: number; readonly height: number }

export type CleanImage = {
  readonly full: ImageRendition
  readonly thumbnail: ImageRendition
  /** What the picture looks like (`pictures/hash.ts`). */
  readonly pictureHash: string | null
}

export type CleanVoice = Rendition & { readonly seconds: number }

export type PreparedAttachment =
  | ({ readonly family: 'image' } & CleanImage)
  | { readonly family: 'voice'; readonly full: Rendition; readonly seconds: number }
