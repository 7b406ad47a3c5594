import { closers } from '#stars/model.ts'
import { keepAt } from '../tenant.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const tenantCode = locals.tenant
  const { posts } = await parent()
  return {
    cycles: await locals.ask('stars.closes', { tenantCode }),
    mayStart: posts.some((post) => closers.some((closer) => closer === post)),
    at: keepAt(url, tenantCode),
  }
}
