import { keepAt } from '../../tenant.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode } = await parent()
  const shown = await locals.ask('oversight.silent', { tenantCode })
  return { shown, at: keepAt(url, tenantCode) }
}
