import { keepAt } from '../tenant.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const tenantCode = locals.tenant
  return {
    pool: await locals.ask('shop.pool', { tenantCode }),
    ...{ at: keepAt(url, tenantCode), done: url.searchParams.has('done') },
  }
}
