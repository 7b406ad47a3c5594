import { setImmediate } from 'node:timers/promises'
import { readsDrafts, type Version, versionById, versionToTry } from '#compact/queries.ts'
import { addDays } from '#kernel/clock.ts'
import { holds, resides } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { householdCodes } from '#people/queries.ts'
import { approvedDeeds, type Cycle, cycleById } from '#points/queries.ts'
import type { CountedDeed } from '../model.ts'
import { listCloses } from '../progress/store.ts'
import { type HouseholdTrial, type TriedCycle, type TriedHousehold, TryVersion } from './model.ts'
import {
  type Books,
  countRevalued,
  goneClauses,
  newClauses,
  tallyOf,
  tryHouseholds,
  winnersOf,
} from './rules.ts'
import { type ScoredHousehold, scoredHouseholds } from './store.ts'

/** Village posts that see which household would gain or lose; everybody else sees how many. */
export const trialReaders = [
  ...(['secretary', 'deputy_secretary', 'director', 'deputy_director', 'scorekeeper'] as const),
  ...(['leading_head', 'leading_member', 'supervision_chair', 'supervision_member'] as const),
] as const

interface At {
  readonly tenantCode: string
  readonly today: string
}

/** Announced cycles of the year that ends with the last one, the latest first. */
async function closedCycles(db: Db, tenantCode: string) {
  const closes = (await listCloses(db, tenantCode)).filter((close) => close.announced_at)
  const found: { closeId: string; cycle: Cycle }[] = []
  for (const close of closes) {
    const cycle = await cycleById(db, tenantCode, close.cycle_id)
    if (cycle) found.push({ closeId: close.id, cycle })
  }
  found.sort((a, b) => b.cycle.endsOn.localeCompare(a.cycle.endsOn))
  const from = found[0] ? addDays(found[0].cycle.endsOn, -365) : ''
  return found.filter(({ cycle }) => cycle.endsOn > from)
}

/** So many households are read and reckoned before other pages get their turn. */
const atOnce = 25

async function tryInSlices(
  db: Db,
  of: { tenantCode: string; cycleId: string; books: Books },
  scored: readonly ScoredHousehold[],
) {
  const [households, deeds]: [TriedHousehold[], CountedDeed[]] = [[], []]
  for (let from = 0; from < scored.length; from += atOnce) {
    const slice = scored.slice(from, from + atOnce)
    const householdIds = slice.map((one) => one.householdId)
    const found = await approvedDeeds(db, { ...of, householdIds })
    const own = Map.groupBy(found, (deed) => deed.householdId)
    const trials = slice.map((one) => ({ ...one, deeds: own.get(one.householdId) ?? [] }))
    households.push(...tryHouseholds(of.books, trials))
    deeds.push(...found)
    await setImmediate()
  }
  return { households, deeds }
}

interface Tried {
  readonly told: TriedCycle
  readonly households: readonly TriedHousehold[]
  readonly deeds: readonly CountedDeed[]
  readonly book: Version
}

async function tryCycle(
  db: Db,
  of: { tenantCode: string; closeId: string; cycle: Cycle; version: Version },
): Promise<Tried> {
  const { tenantCode, cycle, version } = of
  const scored = await scoredHouseholds(db, of)
  const book = (await versionById(db, tenantCode, cycle.ruleVersionId))!
  const books = { before: book.content, after: version.content }
  const tried = await tryInSlices(db, { tenantCode, cycleId: cycle.id, books }, scored)
  const { households, deeds } = tried
  const told = {
    ...{ cycle, deeds: deeds.length, revalued: countRevalued(version.content, deeds) },
    before: tallyOf(households.map((one) => one.before)),
    after: tallyOf(households.map((one) => one.after)),
  }
  return { told, households, deeds, book }
}

/** Households by number, those that lose most first; the oldest cycle's stars come first. */
async function householdTrials(
  db: Db,
  tenantCode: string,
  tried: readonly Tried[],
): Promise<HouseholdTrial[]> {
  const byHousehold = Map.groupBy(
    [...tried].reverse().flatMap((one) => one.households),
    (one) => one.householdId,
  )
  const codes = await householdCodes(db, tenantCode, [...byHousehold.keys()])
  const trials = [...byHousehold].map(
    ([id, own]): HouseholdTrial => ({
      code: codes.get(id) ?? '',
      beforeHundredths: own.reduce((sum, one) => sum + one.before.totalHundredths, 0),
      afterHundredths: own.reduce((sum, one) => sum + one.after.totalHundredths, 0),
      starsBefore: own.map((one) => one.before.stars),
      starsAfter: own.map((one) => one.after.stars),
    }),
  )
  const gap = (one: HouseholdTrial) => one.afterHundredths - one.beforeHundredths
  return trials.sort((a, b) => gap(a) - gap(b) || a.code.localeCompare(b.code))
}

async function trialOf(db: Db, { tenantCode }: At, version: Version) {
  const tried: Tried[] = []
  for (const closed of await closedCycles(db, tenantCode))
    tried.push(await tryCycle(db, { ...closed, tenantCode, version }))
  const earlier = tried.map((one) => one.book.content)
  const deeds = tried.flatMap((one) => one.deeds)
  const { id, number, content, adoptedAt } = version
  return {
    tried,
    told: {
      version: { id, number, title: content.title, isDraft: adoptedAt === null },
      cycles: tried.map((one) => one.told),
      winners: winnersOf(tried.map((one) => one.households)),
      gone: goneClauses(earlier, content, deeds),
      fresh: tried.length > 0 ? newClauses(earlier, content) : [],
    },
  }
}

/**
 * What a draft would have made of the last year's approved deeds: winners and losers, stars and points
 * before and after, clauses that are gone or new. It writes nothing and always answers the same.
 * Null for a villager while there is no draft. Households by number are for officers of the village.
 */
export const simulation = defineQuery({
  name: 'stars.simulation',
  input: TryVersion,
  access: 'scoped',
  may: ({ actor, input }) =>
    readsDrafts(actor, input.tenantCode) ?? resides(actor, input.tenantCode),
  async run({ db, input, actor, today }) {
    const { tenantCode, versionId } = input
    const found = await versionToTry(db, tenantCode, versionId)
    if (!found.ok) return found
    if (!found.value) return ok(null)
    const { told, tried } = await trialOf(db, { tenantCode, today }, found.value)
    const sees = !actor.behalf && holds(actor, tenantCode, trialReaders) !== null
    const households = sees ? await householdTrials(db, tenantCode, tried) : null
    return ok({ ...told, households })
  },
})
