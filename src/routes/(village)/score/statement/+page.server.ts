import { listState } from '#ui/list-state.ts'
import type { PageServerLoad } from './$types'
import { loadStatement } from './statement.ts'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode } = await parent()
  return loadStatement(locals, { tenantCode, page: listState(url).page })
}
