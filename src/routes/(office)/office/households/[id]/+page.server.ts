import { keepAt } from '../../tenant.ts'
import { mayOf } from '../posts.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, params, url }) => {
  const { tenantCode, posts } = await parent()
  const view = await locals.ask('people.household', { tenantCode, householdId: params.id })
  const { mayAdd, mayMove } = mayOf(posts)
  return { view, mayAdd, mayMove, at: keepAt(url, tenantCode) }
}
