import { overviewRows, overviewSorts, sortRows } from '#places/pages/overview.ts'
import { listState } from '#ui/list-state.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const state = listState(url, { sorts: overviewSorts, sort: '-overdue' })
  const parentCode = params.code
  const input = { parentCode, search: state.q || undefined, page: state.page }
  const { place, ancestors, branches, matches, ...paging } = await locals.ask('places.tree', input)
  const standings = await locals.try('stars.state_by_village', { tenantCode: parentCode })
  const villages = await locals.ask('places.villages', { parentCode })
  const rows = overviewRows(branches, standings.ok ? standings.value : [], villages)
  return {
    ...{ place: place!, ancestors, matches, search: state.q, ...paging },
    rows: sortRows(rows, state),
  }
}
