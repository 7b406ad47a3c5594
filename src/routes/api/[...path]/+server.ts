import type { RequestHandler } from './$types'

/** Everything below /api is answered by Hono, with the session the hook has found. */
const handle: RequestHandler = ({ request, locals }) => {
  const { session, requestId, reader, runtime } = locals
  return runtime.api.fetch(request, { session, requestId, locale: reader.locale })
}

export const GET = handle
export const POST = handle
