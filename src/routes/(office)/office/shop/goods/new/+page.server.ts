import { keepAt } from '../../../tenant.ts'
import { actingWithPhoto } from '../../acting.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => ({
  ...{ tenantCode: locals.tenant, at: keepAt(url, locals.tenant) },
})

export const actions: Actions = { list: actingWithPhoto('shop.list_good', '/shop/goods') }
