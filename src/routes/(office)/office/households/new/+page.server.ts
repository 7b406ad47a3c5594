import { redirect } from '@sveltejs/kit'
import { keepAt, officeHref } from '../../tenant.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode } = await parent()
  const { divisions } = await locals.ask('people.households', { tenantCode, limit: 1 })
  return { divisions, at: keepAt(url, tenantCode), today: locals.reader.today }
}

export const actions: Actions = {
  default: async ({ locals, url }) => {
    const acted = await locals.act('people.open_household', { tenantCode: locals.tenant })
    if (!acted.ok) return acted.failure
    redirect(303, officeHref(url, `/households/${acted.value.householdId}`))
  },
}
