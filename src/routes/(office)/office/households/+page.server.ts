import { keepAt } from '../tenant.ts'
import type { PageServerLoad } from './$types'
import { mayOf } from './posts.ts'
import { searchOf } from './search.ts'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode, posts } = await parent()
  const found = await locals.ask('people.households', {
    tenantCode,
    ...searchOf(url, locals.sought),
  })
  return { ...found, keeper: mayOf(posts).keeper, at: keepAt(url, tenantCode) }
}
