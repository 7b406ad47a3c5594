import { listState } from '#ui/list-state.ts'
import { postTitle } from '#web/post-title.ts'
import type { PageServerLoad } from './$types'
import { yearAt } from './year.ts'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { offset, limit } = listState(url, { pageSize: 50 })
  const which = { tenantCode: params.code, year: yearAt(url), offset, limit }
  const open = await locals.ask('dividends.open', which)
  const answers = open.shown ? postTitle(open.shown.sharePost) : ''
  return { tenantCode: params.code, open, answers }
}
