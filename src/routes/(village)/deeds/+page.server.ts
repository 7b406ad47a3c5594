import { listState } from '#ui/list-state.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode } = await parent()
  const { offset, limit } = listState(url)
  const others = url.searchParams.get('list') === 'others'
  const name = others ? 'points.declared_by_me' : 'points.household'
  const { lines, total } = await locals.ask(name, { tenantCode, offset, limit })
  return { lines, total, others, pageSize: limit }
}
