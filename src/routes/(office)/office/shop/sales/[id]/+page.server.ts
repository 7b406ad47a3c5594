import { keepAt } from '../../../tenant.ts'
import { acting } from '../../acting.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const tenantCode = locals.tenant
  const one = await locals.ask('shop.redemption', { tenantCode, redemptionId: params.id })
  return { one, at: keepAt(url, tenantCode) }
}

export const actions: Actions = {
  ask: acting('shop.propose_reversal'),
  answer: acting('shop.answer_reversal'),
}
