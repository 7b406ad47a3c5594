import { saying } from '../saying.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, params }) => {
  const { tenantCode } = await parent()
  return { one: await locals.ask('shop.redemption', { tenantCode, redemptionId: params.id }) }
}

export const actions: Actions = {
  ask: saying('shop.propose_reversal'),
  answer: saying('shop.answer_reversal'),
}
