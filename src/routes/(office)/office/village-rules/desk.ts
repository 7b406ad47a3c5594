import { type RequestEvent, redirect } from '@sveltejs/kit'
import type { CommandName } from '#app.ts'
import { keepAt, officeHref } from '../tenant.ts'

/** The village rules of the place, as its office and those above may see them. */
export async function loadDesk({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>) {
  const tenantCode = locals.tenant
  const desk = await locals.ask('compact.rules_desk', { tenantCode })
  return { desk, tenantCode, at: keepAt(url, tenantCode), done: url.searchParams.get('done') }
}

/** Sends the page's form as an act about the village rules, then shows the desk. */
export const acting =
  (name: Extract<CommandName, `compact.${string}`>, done = 'done') =>
  async (event: RequestEvent) => {
    const acted = await event.locals.act(name, { tenantCode: event.locals.tenant })
    if (!acted.ok) return acted.failure
    redirect(303, officeHref(event.url, '/village-rules', { done }))
  }
