import type { RequestEvent } from '@sveltejs/kit'
import type { QueryValue } from '#app.ts'

/** The announced result in which a deed of one's own household stands; null before there is one. */
export async function resultOf(
  { locals }: Pick<RequestEvent, 'locals'>,
  tenantCode: string,
  deed: QueryValue<'points.deed'>,
) {
  if (!deed.own) return null
  const { scores } = await locals.ask('stars.household', { tenantCode })
  return scores.find((score) => score.cycle.id === deed.cycleId) ?? null
}
