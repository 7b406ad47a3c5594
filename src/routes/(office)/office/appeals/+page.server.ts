import type { PageServerLoad } from './$types'
import { searchOf } from './search.ts'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode } = await parent()
  const search = searchOf(url)
  const found = await locals.ask('appeals.for_review', { tenantCode, ...search })
  return { closed: search.state === 'closed', ...found }
}
