import { keepAt } from '../../../tenant.ts'
import { acting } from '../../acting.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const tenantCode = locals.tenant
  const { place } = await parent()
  const card = await locals.ask('shop.card', { tenantCode, householdId: params.household })
  return { card, place, at: keepAt(url, tenantCode) }
}

export const actions: Actions = { issue: acting('shop.issue_card') }
