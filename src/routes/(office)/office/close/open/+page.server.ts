import { redirect } from '@sveltejs/kit'
import { keepAt } from '../../tenant.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const { tenant: tenantCode } = locals
  const { versions } = await locals.ask('compact.rule_books', { tenantCode })
  const cycles = await locals.ask('points.cycles', { tenantCode })
  return { versions, cycles, today: locals.reader.today, at: keepAt(url, tenantCode) }
}

export const actions: Actions = {
  default: async ({ locals, url }) => {
    const acted = await locals.act('points.open_cycle', { tenantCode: locals.tenant })
    return acted.ok ? redirect(303, `/office/close${keepAt(url, locals.tenant)}`) : acted.failure
  },
}
