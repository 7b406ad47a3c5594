import { keepAt } from '../tenant.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const tenantCode = locals.tenant
  const office = await locals.ask('dividends.office', { tenantCode })
  return { office, at: keepAt(url, tenantCode) }
}
