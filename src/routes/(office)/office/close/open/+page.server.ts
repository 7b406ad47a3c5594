import { redirect } from '@sveltejs/kit'
import { openablePeriods } from '#points/cycle/rules.ts'
import { keepAt } from '../../tenant.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const { tenant: tenantCode, reader } = locals
  const { versions } = await locals.ask('compact.rule_books', { tenantCode })
  const cycles = await locals.ask('points.cycles', { tenantCode })
  const periods = openablePeriods([...versions].reverse(), cycles, reader.today)
  return { periods, at: keepAt(url, tenantCode) }
}

export const actions: Actions = {
  default: async ({ locals, url }) => {
    const acted = await locals.act('points.open_cycle', { tenantCode: locals.tenant })
    return acted.ok ? redirect(303, `/office/close${keepAt(url, locals.tenant)}`) : acted.failure
  },
}
