import type { RequestEvent } from '@sveltejs/kit'
import type { Me } from '#dashboards/queries.ts'

export type { Me }

/** The signed-in person, asked once a request; null for guests and for accounts without a person. */
export async function whoIs(event: Pick<RequestEvent, 'locals'>): Promise<Me | null> {
  const { locals } = event
  if (locals.me !== undefined) return locals.me
  locals.me = null
  if (!locals.session.accountId) return null
  const outcome = await locals.try('dashboards.me', {})
  const found = outcome.ok ? outcome.value : null
  locals.me = found
  return found
}
