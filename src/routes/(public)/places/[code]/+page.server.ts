import { listState } from '#ui/list-state.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { q, offset, limit } = listState(url, { pageSize: 100 })
  const input = { parentCode: params.code, search: q || undefined, offset, limit }
  return { tree: await locals.ask('places.tree', input), search: q }
}
