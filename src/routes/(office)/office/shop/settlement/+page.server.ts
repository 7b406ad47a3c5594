import { keepAt } from '../../tenant.ts'
import type { Actions, PageServerLoad } from './$types'
import { daysOf, show } from './settlement.ts'

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event
  const tenantCode = locals.tenant
  const days = daysOf(event)
  const settlement = await locals.ask('shop.settlement', { tenantCode, ...days })
  return { settlement, ...days, at: keepAt(url, tenantCode) }
}

export const actions: Actions = { show }
