import { type RequestEvent, redirect } from '@sveltejs/kit'
import { officeHref } from '../../tenant.ts'

/** Enters a party member. */
export async function join(event: RequestEvent) {
  const facts = { tenantCode: event.locals.tenant }
  const acted = await event.locals.act('organisations.join_party', facts)
  if (!acted.ok) return acted.failure
  redirect(303, officeHref(event.url, '/organisations/party', { done: 'joined' }))
}

/** Takes a party member off the list. */
export async function leave(event: RequestEvent) {
  const facts = { tenantCode: event.locals.tenant }
  const acted = await event.locals.act('organisations.leave_party', facts)
  if (!acted.ok) return acted.failure
  redirect(303, officeHref(event.url, '/organisations/party', { done: 'left' }))
}
