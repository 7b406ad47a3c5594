import type { RequestEvent } from '@sveltejs/kit'
import type { Me } from '#dashboards/queries.ts'

export type { Me }

/**
 * The signed-in person, asked once a request; null for guests and for accounts without a person.
 * The promise is kept, because a page and its layouts ask at the same time.
 */
export function whoIs(event: Pick<RequestEvent, 'locals'>): Promise<Me | null> {
  const { locals } = event
  locals.me ??= find(locals)
  return locals.me
}

async function find(locals: App.Locals): Promise<Me | null> {
  if (!locals.session.accountId) return null
  const outcome = await locals.try('dashboards.me', {})
  return outcome.ok ? outcome.value : null
}
