import { mayCloseBy } from '#stars/model.ts'
import { keepAt } from '../tenant.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const tenantCode = locals.tenant
  const cycles = await locals.ask('stars.closes', { tenantCode })
  const may = mayCloseBy((await parent()).posts)
  return { cycles, mayStart: may.begin, at: keepAt(url, tenantCode) }
}
