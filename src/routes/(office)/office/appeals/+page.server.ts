import { listState } from '#ui/list-state.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode } = await parent()
  const closed = url.searchParams.get('state') === 'closed'
  const { page } = listState(url)
  const state = closed ? 'closed' : 'open'
  return { closed, ...(await locals.ask('appeals.for_review', { tenantCode, state, page })) }
}
