import type { QueryValue } from '#app.ts'

type Live = QueryValue<'dashboards.live_villages'>

/** The villages that have begun in all counties of this installation, the latest first. */
export async function liveEverywhere(locals: Pick<App.Locals, 'ask'>): Promise<Live> {
  const { branches } = await locals.ask('places.tree', {})
  const byCounty = await Promise.all(
    branches.map(({ code }) => locals.ask('dashboards.live_villages', { tenantCode: code })),
  )
  const at = (village: Live[number]) => village.latestAt ?? ''
  return byCounty.flat().sort((a, b) => at(b).localeCompare(at(a)))
}
