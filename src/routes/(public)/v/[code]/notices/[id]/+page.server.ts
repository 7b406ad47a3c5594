import { listState } from '#ui/list-state.ts'
import type { PageServerLoad } from './$types'

const pageSize = 50

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { q, page } = listState(url)
  const input = { tenantCode: params.code, noticeId: params.id, q: q.slice(0, 20), page, pageSize }
  return { ...(await locals.ask('notices.notice', input)), q, tenantCode: params.code }
}
