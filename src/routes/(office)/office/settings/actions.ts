import { type RequestEvent, redirect } from '@sveltejs/kit'
import { officeHref } from '../tenant.ts'

/** Decides the setting of the page, then shows all of them. */
export async function decide(event: RequestEvent<{ key: string }>) {
  const facts = { tenantCode: event.locals.tenant, key: event.params.key }
  const acted = await event.locals.act('settings.decide', facts)
  if (!acted.ok) return acted.failure
  redirect(303, officeHref(event.url, '/settings', { done: acted.value.validFrom }))
}
