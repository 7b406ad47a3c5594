import { keepAt } from '../../tenant.ts'
import { acting } from '../acting.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const tenantCode = locals.tenant
  const shelf = await locals.ask('shop.catalogue', { tenantCode })
  return { shelf, at: keepAt(url, tenantCode), done: url.searchParams.has('done') }
}

export const actions: Actions = {
  openTill: acting('shop.open_till'),
  closeTill: acting('shop.close_till'),
}
