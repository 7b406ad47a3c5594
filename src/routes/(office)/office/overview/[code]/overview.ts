import { type OverviewRow, overviewRows } from '#places/pages/overview.ts'
import { listState } from '#ui/list-state.ts'
import { everyRow } from '#web/export.ts'

type Doors = Pick<App.Locals, 'ask' | 'try'>

/** Every place directly in one with what is known of its quarter: read whole, since it adds up. */
export async function rowsOf(doors: Doors, parentCode: string): Promise<OverviewRow[]> {
  const branches = await everyRow((part) => doors.ask('places.tree', { parentCode, ...part }), {
    of: (found) => found.branches,
    key: (branch) => branch.code,
  })
  const standings = await doors.try('stars.state_by_village', { tenantCode: parentCode })
  const villages = await doors.ask('places.villages', { parentCode })
  return overviewRows(branches, standings.ok ? standings.value : [], villages)
}

/** The place itself, and what matches when something is looked for below it. */
export async function searchIn(doors: Doors, parentCode: string, url: URL) {
  const { q: search, offset, limit } = listState(url, { pageSize: 100 })
  const input = { parentCode, search: search || undefined, offset, limit }
  const { branches: _, ...found } = await doors.ask('places.tree', input)
  return { ...found, place: found.place!, search }
}
