import { redirect } from '@sveltejs/kit'
import { keepAt, officeHref } from '../tenant.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const tenantCode = locals.tenant
  const { level } = await locals.ask('places.place', { code: tenantCode })
  const members = await locals.ask('organisations.members', { tenantCode })
  return { ...members, level, today: locals.reader.today, at: keepAt(url, tenantCode) }
}

export const actions: Actions = {
  default: async (event) => {
    const acted = await event.locals.act('organisations.found', {
      tenantCode: event.locals.tenant,
    })
    if (!acted.ok) return acted.failure
    const { organisationId } = acted.value
    redirect(303, officeHref(event.url, `/organisations/${organisationId}`, { done: 'founded' }))
  },
}
