import { z } from 'zod'
import { adoptingPlaces } from '#compact/queries.ts'
import { anyone } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok } from '#kernel/result.ts'
import { latestNotices } from '#notices/queries.ts'
import { placesNamed } from '#places/queries.ts'

const Below = z.object({ tenantCode: z.string().regex(/^\d{12}$/) })

/** A village that has begun: there is something of it to read. */
export interface LiveVillage {
  readonly code: string
  readonly name: string
  /** The township it lies in. */
  readonly insideCode: string
  readonly inside: string
  /** Instant of its latest notice; null while only its rule book is adopted. */
  readonly latestAt: string | null
}

/** The villages below a place that have a notice or a rule book, the latest first; for everybody. */
export const liveVillages = defineQuery({
  name: 'dashboards.live_villages',
  input: Below,
  access: 'public',
  breadth: 'subtree',
  may: ({ actor, input }) => anyone(actor, input.tenantCode),
  async run({ db, today }) {
    const hung = await latestNotices(db)
    const latest = new Map(hung.map((one) => [one.tenantCode, one.publishedAt]))
    const codes = new Set([...latest.keys(), ...(await adoptingPlaces(db))])
    const places = await placesNamed(db, [...codes], today)
    const live = places.map((place) => ({ ...place, latestAt: latest.get(place.code) ?? null }))
    const at = (village: LiveVillage) => village.latestAt ?? ''
    return ok<LiveVillage[]>(live.sort((a, b) => at(b).localeCompare(at(a))))
  },
})
