import { listState } from '#ui/list-state.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const older = url.searchParams.get('older') === '1'
  const { page } = listState(url)
  const board = await locals.ask('notices.list', { tenantCode: params.code, older, page })
  return { ...board, older, tenantCode: params.code }
}
