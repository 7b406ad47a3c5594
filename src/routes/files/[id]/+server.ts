import { error } from '@sveltejs/kit'
import { say } from '#web/sentence.ts'
import type { RequestHandler } from './$types'

/** The bytes of a photo or voice note, for those who may see it: `/files/ID?at=PLACE&size=small`. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const tenantCode = url.searchParams.get('at') ?? ''
  const found = await locals.ask('attachments.one', { tenantCode, attachmentId: params.id })
  const small = url.searchParams.get('size') === 'small' ? found.thumbnailSha256 : null
  const bytes = await locals.runtime.vault.read(small ?? found.sha256)
  if (!bytes) error(404, say('attachments.unknown', {}, locals.reader.locale))
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      ...{ 'content-type': found.mediaType, 'content-disposition': 'inline' },
      ...{ 'content-length': String(bytes.length), 'x-content-type-options': 'nosniff' },
      ...{ 'cache-control': 'private, max-age=300', vary: 'cookie' },
      'content-security-policy': "default-src 'none'; sandbox",
    },
  })
}
