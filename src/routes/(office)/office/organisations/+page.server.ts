import { keepAt } from '../tenant.ts'
import type { Actions, PageServerLoad } from './$types'
import { found } from './actions.ts'

export const load: PageServerLoad = async ({ locals, url }) => {
  const tenantCode = locals.tenant
  const { level } = await locals.ask('places.place', { code: tenantCode })
  const members = await locals.ask('organisations.members', { tenantCode })
  return { ...members, level, today: locals.reader.today, at: keepAt(url, tenantCode) }
}

export const actions: Actions = { default: found }
