import { ruleBooks } from '#compact/queries.ts'
import { holds } from '#kernel/permission.ts'
import type { QueryContext } from '#kernel/query.ts'
import { holdersOf, keptPlaces } from '#organisations/queries.ts'
import { HouseholdSearch } from '#people/household/model.ts'
import { households } from '#people/queries.ts'
import { divisions } from '#places/queries.ts'
import { listCycles } from '#points/queries.ts'
import { list as settingsList } from '#settings/queries.ts'
import { stateByVillage } from '#stars/queries.ts'
import { answered } from '../answered.ts'

/** What a place needs before its first quarter can be opened, in this order. */
export type FirstStepKey =
  | 'officials'
  | 'villages'
  | 'divisions'
  | 'roster'
  | 'bodies'
  | 'settings'
  | 'rules'
  | 'quarter'

export interface FirstStep {
  readonly key: FirstStepKey
  readonly done: boolean
}

type Context = QueryContext<{ tenantCode: string }>

const above = ['county_administrator', 'township_administrator']
const officials = ['county_official', 'township_official']
const keepers = ['village_administrator', 'secretary', 'director', 'scorekeeper']

/** A village can count when each of these is held by somebody. */
const neededPosts = [
  ['scorekeeper'],
  ['grid_worker', 'grid_leader'],
  ['review_leader', 'reviewer'],
  ['leading_head'],
  ['supervision_chair', 'supervision_member'],
]

/**
 * The first steps of a new place, for those who set it up; null for others, and once it has begun:
 * in a village with its first quarter, above it with the first quarter of a village.
 */
export async function firstSteps(context: Context): Promise<FirstStep[] | null> {
  const { actor, input } = context
  if (holds(actor, input.tenantCode, above)) return stepsAbove(context)
  return holds(actor, input.tenantCode, keepers) ? stepsOfVillage(context) : null
}

async function stepsAbove(context: Context): Promise<FirstStep[] | null> {
  const { db, today, input } = context
  const villages = answered(await stateByVillage.run(context))
  if (villages.some((village) => village.cycle !== null)) return null
  const appointed = await holdersOf(db, { ...input, today }, officials)
  const below = new Set(villages.map((village) => village.tenantCode))
  const kept = (await keptPlaces(db, today)).some((code) => below.has(code))
  return [
    { key: 'officials', done: appointed.length > 0 },
    { key: 'villages', done: kept },
    { key: 'settings', done: await hasDecided(context) },
  ]
}

async function stepsOfVillage(context: Context): Promise<FirstStep[] | null> {
  const { db, today, input } = context
  const { tenantCode } = input
  if ((await listCycles(db, tenantCode)).length > 0) return null
  const holders = await holdersOf(db, { tenantCode, today }, neededPosts.flat())
  const held = new Set<string>(holders.map((holder) => holder.post))
  const divided = answered(await divisions.run(context))
  const { versions } = answered(await ruleBooks.run(context))
  return [
    { key: 'divisions', done: divided.length > 0 },
    { key: 'roster', done: await hasHouseholds(context) },
    { key: 'bodies', done: neededPosts.every((posts) => posts.some((post) => held.has(post))) },
    { key: 'settings', done: await hasDecided(context) },
    { key: 'rules', done: versions.length > 0 },
    { key: 'quarter', done: false },
  ]
}

async function hasHouseholds(context: Context): Promise<boolean> {
  const input = HouseholdSearch.parse({ ...context.input, limit: 1 })
  return answered(await households.run({ ...context, input })).total > 0
}

/** Whether the place has looked at its numbers: at least one of them was decided here. */
async function hasDecided(context: Context): Promise<boolean> {
  const { tenantCode } = context.input
  const settings = answered(await settingsList.run(context))
  return settings.some((one) =>
    [one, ...one.upcoming].some((decision) => decision.tenantCode === tenantCode),
  )
}
