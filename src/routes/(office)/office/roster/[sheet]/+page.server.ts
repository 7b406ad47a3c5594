import { redirect } from '@sveltejs/kit'
import { keepAt, officeHref } from '../../tenant.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, params, url }) => {
  const { tenantCode } = await parent()
  const view = await locals.ask('people.roster_plan', { tenantCode, sheetId: params.sheet })
  const { demo: demonstration, today } = locals.reader
  return { view, demonstration, today, at: keepAt(url, tenantCode) }
}

export const actions: Actions = {
  default: async ({ locals, params, url }) => {
    const facts = { tenantCode: locals.tenant, sheetId: params.sheet }
    const acted = await locals.act('people.import_roster', facts)
    if (!acted.ok) return acted.failure
    redirect(303, officeHref(url, `/roster/${params.sheet}`))
  },
}
