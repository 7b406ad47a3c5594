import { type ActionFailure, fail, type RequestEvent } from '@sveltejs/kit'
import type { CommandName, CommandValue } from '#app.ts'
import { type KeptFile, receiptFor } from '#attachments/commands.ts'
import {
  type AttachmentsRefusal,
  FILES_AT_ONCE,
  type PreparedAttachment,
  UPLOAD_LIMIT_BYTES,
} from '#attachments/model.ts'
import { derivedId, newEnvelopeId } from '#kernel/id.ts'
import type { Invalid } from '#kernel/outcome.ts'
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts'
import { type Acted, type FailureData, failureOf, textsOf } from './doors.ts'
import { wasTooLarge } from './large-form.ts'

type Kept = Result<readonly string[], AttachmentsRefusal>

/**
 * Cleans and keeps photos and voice notes that came with a form, all or none, and answers their
 * ids. The same form sent twice keeps them once, when its envelope's id is given.
 */
export async function keepFiles(
  event: RequestEvent,
  tenantCode: string,
  sent: { files: readonly File[]; envelopeId?: string },
): Promise<Kept | Refusal | Invalid> {
  const { runtime, session } = event.locals
  const files = sent.files.filter((file) => file.size > 0)
  if (files.length === 0) return ok([])
  if (!session.accountId) return refuse('kernel.not_signed_in')
  if (files.length > FILES_AT_ONCE) return refuse('attachments.too_many', { limit: FILES_AT_ONCE })
  const kept: (KeptFile & { receipt: string })[] = []
  for (const file of files) {
    const stored = await store(event, file)
    if (!stored.ok) return stored
    const receipt = receiptFor(runtime.app.kernel.secrets, tenantCode, stored.value)
    kept.push({ ...stored.value, receipt })
  }
  const id = sent.envelopeId ? derivedId(`${sent.envelopeId}/files`) : newEnvelopeId()
  const input = { tenantCode, files: kept }
  const done = await runtime.app.dispatch(session, { id, name: 'attachments.keep', input })
  return done.ok ? ok((done.value as { ids: readonly string[] }).ids) : done
}

/** Size, kind by content, cleaning; then the bytes go into the vault under their hash. */
async function store(
  event: RequestEvent,
  file: File,
): Promise<Result<KeptFile, AttachmentsRefusal>> {
  const { vault, prepareAttachment } = event.locals.runtime
  if (wasTooLarge(file)) {
    const limitMegabytes = UPLOAD_LIMIT_BYTES / 1024 / 1024
    return refuse('attachments.too_large', { limitMegabytes })
  }
  const prepared = await prepareAttachment(new Uint8Array(await file.arrayBuffer()))
  if (!prepared.ok) return prepared
  const full = await vault.put(prepared.value.full.bytes)
  if (!full.ok) return full
  const small = 'thumbnail' in prepared.value ? prepared.value.thumbnail : null
  const thumbnail = small ? await vault.put(small.bytes) : null
  if (thumbnail && !thumbnail.ok) return thumbnail
  const { hash: sha256, byteLength: bytes } = full.value
  const thumbnailSha256 = thumbnail?.value.hash ?? null
  return ok({ sha256, thumbnailSha256, bytes, ...shapeOf(prepared.value) })
}

function shapeOf(prepared: PreparedAttachment) {
  const { mediaType } = prepared.full
  if (prepared.family === 'voice') {
    const durationMs = Math.round(prepared.seconds * 1000)
    return { mediaType, width: null, height: null, durationMs, pictureHash: null }
  }
  const { width, height } = prepared.full
  return { mediaType, width, height, durationMs: null, pictureHash: prepared.pictureHash }
}

/** Keeps the files of a form; answers all that belong to it, also those kept before. */
async function keepFilesOf(event: RequestEvent, form: FormData): Promise<Kept | Refusal | Invalid> {
  const text = (field: string) => String(form.get(field) ?? '')
  const files = [...form.values()].filter((value) => value instanceof File)
  const sent = { files, envelopeId: text('envelopeId') }
  const kept = await keepFiles(event, text('tenantCode'), sent)
  return kept.ok ? ok([...text('kept').split(',').filter(Boolean), ...kept.value]) : kept
}

/**
 * An answer to one question of a form that asks one at a time: nothing is sent yet, everything
 * typed goes back to the page, and photos wait in the field `kept`.
 */
export async function answersSoFar(event: RequestEvent) {
  const form = await event.request.formData()
  const kept = await keepFilesOf(event, form)
  if (!kept.ok) return failureOf(event, kept, form)
  const values: Record<string, string> = { ...textsOf(form), kept: kept.value.join(',') }
  return { values, question: values.question }
}

/**
 * Sends a form with photos or a voice note as a command with `attachmentIds`. When the command is
 * refused, the files already kept go back with everything else that was typed, in the field `kept`.
 */
export async function actWithFiles<N extends CommandName>(
  event: RequestEvent,
  name: N,
  extra: (form: FormData) => object = () => ({}),
): Promise<Acted<CommandValue<N>>> {
  const form = await event.request.formData()
  const kept = await keepFilesOf(event, form)
  if (!kept.ok) return { ok: false, failure: failureOf(event, kept, form) }
  const attachmentIds = kept.value
  const acted = await event.locals.act(name, { ...extra(form), attachmentIds }, form)
  return acted.ok ? acted : { ok: false, failure: withKept(acted.failure, attachmentIds) }
}

function withKept(
  { status, data }: ActionFailure<FailureData>,
  ids: readonly string[],
): ActionFailure<FailureData> {
  return fail(status, { ...data, values: { ...data.values, kept: ids.join(',') } })
}
