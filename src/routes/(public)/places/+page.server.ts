import { listState } from '#ui/list-state.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const { q, page } = listState(url)
  return { tree: await locals.ask('places.tree', { search: q || undefined, page }), search: q }
}
