import { redirect } from '@sveltejs/kit'
import { mayOnPlace } from '#places/model.ts'
import { keepAt, officeHref } from '../tenant.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const tenantCode = locals.tenant
  const divisions = await locals.ask('places.divisions', { tenantCode })
  const mayDivide = mayOnPlace((await parent()).posts).divide
  const facts = { today: locals.reader.today, done: url.searchParams.get('done') }
  return { divisions, mayDivide, ...facts, at: keepAt(url, tenantCode) }
}

export const actions: Actions = {
  default: async ({ locals, url }) => {
    const acted = await locals.act('places.add_division', { tenantCode: locals.tenant })
    return acted.ok
      ? redirect(303, officeHref(url, '/divisions', { done: 'opened' }))
      : acted.failure
  },
}
