import { keepAt } from '../../tenant.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, params, url }) => {
  const { tenantCode } = await parent()
  const deed = await locals.ask('points.deed', { tenantCode, deedId: params.id })
  return { deed, at: keepAt(url, tenantCode) }
}
