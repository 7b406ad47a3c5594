import { type OverviewRow, overviewRows } from '#places/pages/overview.ts'
import { listState } from '#ui/list-state.ts'
import { everyRow } from '#web/export.ts'

type Doors = Pick<App.Locals, 'ask'>

/**
 * Every place directly in one with what is known of its quarter: read whole, since it adds up.
 * Refused before anything is counted: what one may not see is not zero.
 */
export async function rowsOf(doors: Doors, parentCode: string): Promise<OverviewRow[]> {
  const standings = await doors.ask('stars.state_by_village', { tenantCode: parentCode })
  const branches = await everyRow((part) => doors.ask('places.tree', { parentCode, ...part }), {
    of: (found) => found.branches,
    key: (branch) => branch.code,
  })
  const villages = await doors.ask('places.villages', { parentCode })
  return overviewRows(branches, standings, villages)
}

/** The place itself, and what matches when something is looked for below it. */
export async function searchIn(doors: Doors, parentCode: string, url: URL) {
  const { q: search, offset, limit } = listState(url, { pageSize: 100 })
  const input = { parentCode, search: search || undefined, offset, limit }
  const { branches: _, ...found } = await doors.ask('places.tree', input)
  return { ...found, place: found.place!, search }
}

/** What lies in a township or county, or what was looked for there. */
export async function overviewOf(doors: Doors, code: string, url: URL) {
  const rows = await rowsOf(doors, code)
  const found = await searchIn(doors, code, url)
  return { ...found, rows: found.search ? [] : rows }
}

/** One village: what the numbers of the overview are made of. */
export async function villageOf(doors: Doors, code: string) {
  const standing = await doors.ask('dashboards.village', { tenantCode: code })
  const { commonName, ancestors } = await doors.ask('places.place', { code })
  return { standing, ancestors, place: { code, name: commonName } }
}
