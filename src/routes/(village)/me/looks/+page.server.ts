import { listState } from '#ui/list-state.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode } = await parent()
  return locals.ask('audit.looks', { tenantCode, page: listState(url).page })
}
