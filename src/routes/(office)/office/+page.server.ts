import type { PageServerLoad } from './$types'
import { keepAt } from './tenant.ts'

export const load: PageServerLoad = async ({ locals, url }) => {
  const tenantCode = locals.tenant
  return {
    today: await locals.ask('dashboards.today', { tenantCode }),
    at: keepAt(url, tenantCode),
  }
}
