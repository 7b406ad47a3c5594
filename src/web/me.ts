import type { RequestEvent } from '@sveltejs/kit'
import type { Me } from '#dashboards/queries.ts'
import { unavailabilityOf } from '#kernel/database-unavailable.ts'

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

/** The same for the frame of every page, which stands also when the database does not answer. */
export async function whoIsIfKnown(event: Pick<RequestEvent, 'locals'>): Promise<Me | null> {
  try {
    return await whoIs(event)
  } catch (error) {
    if (unavailabilityOf(error)) return null
    throw error
  }
}

async function find(locals: App.Locals): Promise<Me | null> {
  if (!locals.session.accountId) return null
  const outcome = await locals.try('dashboards.me', {})
  return outcome.ok ? outcome.value : null
}
