import type { RequestHandler } from './$types'

/** The public keys by which anybody checks the signature of a letter, one for each year. */
export const GET: RequestHandler = async ({ locals }) => {
  const { keys } = await locals.ask('letters.keys', {})
  const signs = keys.map((key) => ({ ...key, algorithm: 'Ed25519' }))
  return Response.json({ keys: signs }, { headers: { 'cache-control': 'public, max-age=3600' } })
}
