import { keepAt } from '../../tenant.ts'
import { enter } from '../actions.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const tenantCode = locals.tenant
  const { commonName } = await locals.ask('places.place', { code: tenantCode })
  const body = url.searchParams.get('body') ?? ''
  return { place: commonName, body, today: locals.reader.today, at: keepAt(url, tenantCode) }
}

export const actions: Actions = { default: enter }
