import { listState } from '#ui/list-state.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { q, offset, limit } = listState(url, { pageSize: 100 })
  const input = { parentCode: params.code, search: q || undefined, offset, limit }
  const tree = await locals.ask('places.tree', input)
  const live = await locals.ask('dashboards.live_villages', { tenantCode: params.code })
  return { tree, search: q, live }
}
