import { listState } from '#ui/list-state.ts'
import { liveEverywhere } from '#web/live-villages.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const { q, offset, limit } = listState(url, { pageSize: 100 })
  const tree = await locals.ask('places.tree', { search: q || undefined, offset, limit })
  return { tree, search: q, live: await liveEverywhere(locals) }
}
