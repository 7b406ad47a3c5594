import { error, redirect } from '@sveltejs/kit'
import { keepAt, officeHref } from '../../../tenant.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const tenantCode = locals.tenant
  const divisions = await locals.ask('places.divisions', { tenantCode })
  const division = divisions.find((one) => one.id === params.id) ?? error(404)
  return { division, today: locals.reader.today, at: keepAt(url, tenantCode) }
}

export const actions: Actions = {
  default: async ({ locals, params, url }) => {
    const facts = { tenantCode: locals.tenant, divisionId: params.id }
    const acted = await locals.act('places.end_division', facts)
    return acted.ok
      ? redirect(303, officeHref(url, '/divisions', { done: 'ended' }))
      : acted.failure
  },
}
