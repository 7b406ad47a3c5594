import { listState } from '#ui/list-state.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const older = url.searchParams.get('older') === '1'
  const list = listState(url, { pageSize: 20 })
  const { q, offset, limit } = { ...list, q: list.q.slice(0, 60) }
  const input = { tenantCode: params.code, older, q, offset, limit }
  return { ...(await locals.ask('notices.list', input)), older, q, tenantCode: params.code }
}
