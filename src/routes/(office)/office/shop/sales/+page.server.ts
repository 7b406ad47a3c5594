import { keepAt } from '../../tenant.ts'
import type { PageServerLoad } from './$types'
import { salesAt } from './sales.ts'

export const load: PageServerLoad = async ({ locals, url }) => {
  const tenantCode = locals.tenant
  const sales = await locals.ask('shop.redemptions', { tenantCode, ...salesAt(url) })
  return { sales, at: keepAt(url, tenantCode) }
}
