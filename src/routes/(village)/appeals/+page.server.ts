import { listState } from '#ui/list-state.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode } = await parent()
  return locals.ask('appeals.mine', { tenantCode, page: listState(url).page })
}
