import { error, redirect } from '@sveltejs/kit'
import { officeHref } from '../../../../tenant.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const which = { tenantCode: locals.tenant, personId: params.person }
  const { person } = await locals.ask('people.person', which)
  if (!person.closedOn || person.forgottenAt) error(404)
  return { person, page: officeHref(url, `/households/${params.id}/${params.person}`) }
}

export const actions: Actions = {
  default: async ({ locals, params, url }) => {
    const facts = { tenantCode: locals.tenant, personId: params.person }
    const acted = await locals.act('people.forget_person', facts)
    if (!acted.ok) return acted.failure
    redirect(303, officeHref(url, `/households/${params.id}/${params.person}`))
  },
}
