import { listState } from '#ui/list-state.ts'
import type { PageServerLoad } from './$types'
import { deedsAt } from './deeds.ts'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode } = await parent()
  const { offset, limit } = listState(url)
  const { name, others } = deedsAt(url)
  const { lines, total } = await locals.ask(name, { tenantCode, offset, limit })
  return { lines, total, others, pageSize: limit }
}
