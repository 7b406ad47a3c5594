import { type RequestEvent, redirect } from '@sveltejs/kit'
import { officeHref } from '../tenant.ts'

/** Opens a group or a grid and goes back to the list. */
export async function open({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>) {
  const acted = await locals.act('places.add_division', { tenantCode: locals.tenant })
  return acted.ok ? redirect(303, officeHref(url, '/divisions', { done: 'opened' })) : acted.failure
}
