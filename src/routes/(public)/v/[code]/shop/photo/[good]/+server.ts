import { error } from '@sveltejs/kit'
import { say } from '#web/sentence.ts'
import type { RequestHandler } from './$types'

/** The picture of a good on the list, for everybody; small, as the list shows it. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const which = { tenantCode: params.code, goodId: params.good }
  const photo = await locals.ask('shop.photo', which)
  const bytes = await locals.runtime.vault.read(photo.thumbnailSha256 ?? photo.sha256)
  if (!bytes) error(404, say('shop.unknown_good', {}, locals.reader.locale))
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      ...{ 'content-type': photo.mediaType, 'x-content-type-options': 'nosniff' },
      ...{ 'content-length': String(bytes.length), 'cache-control': 'public, max-age=3600' },
      'content-security-policy': "default-src 'none'; sandbox",
    },
  })
}
