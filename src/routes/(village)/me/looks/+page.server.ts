import { listState } from '#ui/list-state.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode } = await parent()
  const { offset, limit } = listState(url)
  return locals.ask('audit.looks', { tenantCode, offset, limit })
}
