import { offlinePage, offlinePolicy } from '#letters/pages/offline.ts'
import type { RequestHandler } from './$types'

/** The page to save: it checks signatures without a network, and says what it cannot know. */
export const GET: RequestHandler = async ({ locals }) => {
  const { keys } = await locals.ask('letters.keys', {})
  const { locale, demo } = locals.reader
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': offlinePolicy,
  }
  return new Response(offlinePage({ keys, locale, demo }), { headers })
}
