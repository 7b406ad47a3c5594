import { listState } from '#ui/list-state.ts'
import type { PageServerLoad } from './$types'

const pageSize = 50

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { q, page } = listState(url)
  const input = { tenantCode: params.code, noticeId: params.id, q: q.slice(0, 20), page, pageSize }
  const { tenantCode, noticeId } = input
  return {
    ...(await locals.ask('notices.notice', input)),
    held: await locals.ask('appeals.held_lines', { tenantCode, noticeId }),
    term: await locals.ask('settings.one', { tenantCode, key: 'notices.days' }),
    ...{ q, tenantCode },
  }
}
