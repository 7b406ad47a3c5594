import type { RuleBookContent, RuleItem } from '#compact/model.ts'
import { versionById } from '#compact/queries.ts'
import type { Actor, Capacity } from '#kernel/actor.ts'
import { addDays } from '#kernel/clock.ts'
import { holds } from '#kernel/permission.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { householdsInDivision, recusalOf } from '#people/queries.ts'
import { gridsOf, type PointsContext, selvesOf } from '#points/deed/step.ts'
import { type FullDeed, loadDeeds } from '#points/deed/store.ts'
import type { PointsRefusal } from '#points/model.ts'
import { type Decider, findItem } from '#points/rules.ts'
import type { NumberKey } from '#settings/catalogue.ts'
import { settingNumber } from '#settings/queries.ts'

/** Deciding is done in one's own name only, never while acting for somebody else. */
export function decides(
  actor: Actor,
  tenantCode: string,
  posts: readonly string[],
): Capacity | null {
  return actor.behalf ? null : holds(actor, tenantCode, posts)
}

/** Loads the named deeds, all or none. */
export async function takeDeeds(
  context: PointsContext,
  ids: readonly string[],
): Promise<Result<readonly FullDeed[], PointsRefusal>> {
  const found = await loadDeeds(context.db, context.input.tenantCode, ids)
  const missing = ids.find((id) => !found.has(id))
  if (missing) return refuse('points.unknown_deed', { deedId: missing })
  return ok([...new Set(ids)].map((id) => found.get(id)!))
}

/** Everything about whoever decides that keeps them out of some deeds. */
export async function deciderOf(
  context: Pick<PointsContext, 'db' | 'today' | 'actor' | 'capacity' | 'input'>,
  posts: readonly string[],
): Promise<Decider> {
  const { db, input, today, actor } = context
  const here = { tenantCode: input.tenantCode, today }
  const personIds = selvesOf(context)
  const recusedFrom = new Set<string>()
  const relatives = new Set<string>()
  for (const personId of personIds) {
    const recusal = await recusalOf(db, { ...here, personId })
    for (const id of recusal.households) recusedFrom.add(id)
    for (const id of recusal.relatives) relatives.add(id)
  }
  const held = actor.posts.filter((p) => p.tenantCode === here.tenantCode && posts.includes(p.post))
  const within = await householdsWithin({ db, today }, { actor, ...here, posts })
  return { personIds, posts: held.map((p) => p.post), recusedFrom, relatives, within, today }
}

/** The households of somebody's own grids; null when their posts cover the village. */
export async function householdsWithin(
  { db, today }: Pick<PointsContext, 'db' | 'today'>,
  whose: { actor: Actor; tenantCode: string; posts: readonly string[] },
): Promise<ReadonlySet<string> | null> {
  const grids = gridsOf(whose.actor, whose.tenantCode, whose.posts)
  if (grids === null) return null
  const within = new Set<string>()
  for (const divisionId of grids) {
    const ids = await householdsInDivision(db, { tenantCode: whose.tenantCode, today, divisionId })
    for (const id of ids) within.add(id)
  }
  return within
}

/** The items under which these deeds stand, as their rule books' versions say. */
export async function itemsOf(
  context: PointsContext,
  deeds: readonly FullDeed[],
): Promise<(deed: FullDeed) => RuleItem> {
  const contents = new Map<string, RuleBookContent>()
  for (const id of new Set(deeds.map((deed) => deed.ruleVersionId))) {
    const version = await versionById(context.db, context.input.tenantCode, id)
    if (version) contents.set(id, version.content)
  }
  return (deed) => findItem(contents.get(deed.ruleVersionId)!, deed.itemKey)!
}

export interface Due {
  readonly dueOn: string | null
  readonly dueProvisional: boolean
}

/** By which day the next step is due, as the settings of the place say. */
export async function dueIn(context: PointsContext, key: NumberKey): Promise<Due> {
  const { db, input, today } = context
  const days = await settingNumber(db, { key, tenantCode: input.tenantCode, today })
  return { dueOn: addDays(today, days), dueProvisional: false }
}

/** Nothing is due any more. */
export const settled: Due = { dueOn: null, dueProvisional: false }

export function dueOf(deed: FullDeed): Due {
  return { dueOn: deed.row.due_on, dueProvisional: deed.row.due_provisional }
}
