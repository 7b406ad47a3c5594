import type { RequestHandler } from './$types'

/** The very bytes whose SHA-256 is the notice's hash; `?part=lines` opens the lines. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const part = url.searchParams.get('part') === 'lines' ? 'lines' : 'notice'
  const input = { tenantCode: params.code, noticeId: params.id, part } as const
  const { name, text } = await locals.ask('notices.proof', input)
  const disposition = `attachment; filename="${name}"`
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': disposition,
  }
  return new Response(text, { headers })
}
