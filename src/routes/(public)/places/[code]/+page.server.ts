import { listState } from '#ui/list-state.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { q, page } = listState(url)
  const input = { parentCode: params.code, search: q || undefined, page }
  return { tree: await locals.ask('places.tree', input), search: q }
}
