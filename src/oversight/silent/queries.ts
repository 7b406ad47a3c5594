import type { Actor, Capacity } from '#kernel/actor.ts'
import { holds } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { householdCodes, householdsInDivision, participatingHouseholds } from '#people/queries.ts'
import { cycleOf, householdsHeardOf, listCycles } from '#points/queries.ts'
import { OfPlace, supervisors } from '../model.ts'
import { decideSilent } from './rules.ts'

const visiting = ['grid_worker', 'grid_leader'] as const

function mayAskAfter({
  actor,
  input,
}: {
  actor: Actor
  input: { tenantCode: string }
}): Capacity | null {
  return actor.behalf ? null : holds(actor, input.tenantCode, [...supervisors, ...visiting])
}

/** Households of which nothing was heard in the last whole period: ask whether they need help. */
export const silent = defineQuery({
  name: 'oversight.silent',
  input: OfPlace,
  access: 'scoped',
  may: mayAskAfter,
  async run({ db, input, today, actor }) {
    const { tenantCode } = input
    const cycles = (await listCycles(db, tenantCode)).map(cycleOf)
    const cycle = cycles.find((one) => one.endsOn < today) ?? null
    if (!cycle) return ok({ cycle, households: [] })
    const heard = await householdsHeardOf(db, { tenantCode, cycleId: cycle.id })
    const taking = await participatingHouseholds(db, tenantCode, today)
    const within = await ownGrids(db, { tenantCode, today, actor })
    const ids = decideSilent(taking, { heard, startsOn: cycle.startsOn, within })
    const codes = await householdCodes(db, tenantCode, ids)
    const households = ids.map((id) => ({ householdId: id, code: codes.get(id) ?? '' }))
    households.sort((a, b) => (a.code < b.code ? -1 : 1))
    return ok({ cycle, households })
  },
})

/** A grid worker goes from door to door in the own grids only; null for the whole village. */
async function ownGrids(
  db: Db,
  of: { tenantCode: string; today: string; actor: Actor },
): Promise<ReadonlySet<string> | null> {
  const { tenantCode, today, actor } = of
  const held = actor.posts.filter((post) => post.tenantCode === tenantCode)
  const all = [...supervisors, 'grid_leader'] as readonly string[]
  if (held.some((post) => all.includes(post.post))) return null
  const within = new Set<string>()
  for (const { post, divisionId } of held) {
    if (post !== 'grid_worker' || !divisionId) continue
    for (const id of await householdsInDivision(db, { tenantCode, today, divisionId }))
      within.add(id)
  }
  return within
}
