import { error, redirect } from '@sveltejs/kit'
import { keepAt, officeHref } from '../../../tenant.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const tenantCode = locals.tenant
  const cycles = await locals.ask('stars.closes', { tenantCode })
  const row = cycles.find(({ cycle }) => cycle.id === params.cycle)
  return row ? { row, at: keepAt(url, tenantCode) } : error(404)
}

export const actions: Actions = {
  default: async ({ locals, url }) => {
    const acted = await locals.act('stars.start_close')
    if (!acted.ok) return acted.failure
    redirect(303, officeHref(url, `/close/${acted.value.closeId}`, { done: 'started' }))
  },
}
