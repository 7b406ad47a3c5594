import type { PageServerLoad } from './$types'
import { searchOf } from './search.ts'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const tenantCode = params.tenant
  const found = await locals.ask('auth.accounts', { tenantCode, ...searchOf(url, locals.sought) })
  return { tenantCode, ...found }
}
