import { keepAt } from '../../../tenant.ts'
import { redeem } from '../till.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const tenantCode = locals.tenant
  const which = { tenantCode, householdId: params.household }
  const household = await locals.ask('shop.at_till', which)
  return { household, ticket: url.searchParams.get('ticket'), at: keepAt(url, tenantCode) }
}

export const actions: Actions = { redeem }
