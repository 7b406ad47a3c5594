import { fail, type RequestEvent, redirect } from '@sveltejs/kit'
import type { CommandName } from '#app.ts'
import { officeHref } from '../../../tenant.ts'

type Paying = Extract<CommandName, `dividends.${string}`>

/** Sends one of the page's forms, and says which it was when it is refused. */
export const acting =
  (what: string, name: Paying, more: object = {}) =>
  async ({ locals, url }: RequestEvent) => {
    const acted = await locals.act(name, { tenantCode: locals.tenant, ...more })
    if (!acted.ok) return fail(acted.failure.status, { ...acted.failure.data, what })
    redirect(303, officeHref(url, url.pathname.replace(/^\/office/, ''), { done: '1' }))
  }
