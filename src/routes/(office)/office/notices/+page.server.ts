import { listState } from '#ui/list-state.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode } = await parent()
  const older = url.searchParams.get('older') === '1'
  const { page } = listState(url)
  const { notices, total, pageSize } = await locals.ask('notices.list', { tenantCode, older, page })
  return { notices, total, pageSize, older }
}
