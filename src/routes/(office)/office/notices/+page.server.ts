import type { PageServerLoad } from './$types'
import { searchOf } from './search.ts'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode } = await parent()
  const search = searchOf(url)
  const { notices, total, pageSize } = await locals.ask('notices.list', { tenantCode, ...search })
  return { notices, total, pageSize, older: search.older === true }
}
