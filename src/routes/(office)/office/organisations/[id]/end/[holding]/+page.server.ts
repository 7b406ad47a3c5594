import { error, redirect } from '@sveltejs/kit'
import { keepAt, officeHref } from '../../../../tenant.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const tenantCode = locals.tenant
  const organisationId = params.id
  const body = await locals.ask('organisations.body', { tenantCode, organisationId })
  const term = body.current.find((one) => one.id === params.holding) ?? error(404)
  return { term, body, today: locals.reader.today, at: keepAt(url, tenantCode) }
}

export const actions: Actions = {
  default: async (event) => {
    const facts = { tenantCode: event.locals.tenant, holdingId: event.params.holding }
    const acted = await event.locals.act('organisations.end_term', facts)
    if (!acted.ok) return acted.failure
    redirect(303, officeHref(event.url, `/organisations/${event.params.id}`, { done: 'ended' }))
  },
}
