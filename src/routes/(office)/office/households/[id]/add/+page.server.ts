import { redirect } from '@sveltejs/kit'
import { keepAt, officeHref } from '../../../tenant.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, params, url }) => {
  const { tenantCode } = await parent()
  const view = await locals.ask('people.household', { tenantCode, householdId: params.id })
  return { household: view.household, at: keepAt(url, tenantCode), today: locals.reader.today }
}

export const actions: Actions = {
  default: async ({ locals, params, url }) => {
    const facts = { tenantCode: locals.tenant, householdId: params.id }
    const acted = await locals.act('people.add_person', facts)
    if (!acted.ok) return acted.failure
    redirect(303, officeHref(url, `/households/${params.id}`))
  },
}
