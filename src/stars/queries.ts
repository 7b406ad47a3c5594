import { z } from 'zod'
import type { Aspect } from '#compact/model.ts'
import { versionById } from '#compact/queries.ts'
import { anyone, holds, oversees, system } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { householdCodes } from '#people/queries.ts'
import { undecidedDeeds } from '#points/closing/queries.ts'
import { type Cycle, cycleById, cycleOf, listCycles } from '#points/queries.ts'
import { dueScores, heldHouseholds } from './finalising/due.ts'
import { OfClose, OfPlace } from './model.ts'
import {
  announcedLines,
  countScores,
  countStars,
  endedCloses,
  listCloses,
  unfinishedDrafts,
  villageStates,
} from './progress/store.ts'
import { type CloseRow, findClose, type HouseholdScore, listHouseholdScores } from './store.ts'

export { starsNow } from './household/store.ts'

/** Village posts that follow the close of a cycle. */
const closeReaders = [
  'scorekeeper',
  'director',
  'deputy_director',
  'secretary',
  'deputy_secretary',
  'village_administrator',
  'leading_head',
  'leading_member',
  'supervision_chair',
  'supervision_member',
] as const
const above = [
  'township_official',
  'township_administrator',
  'county_official',
  'county_administrator',
] as const
type Actor = Parameters<typeof holds>[0]

function readsCloses(actor: Actor, tenantCode: string) {
  return holds(actor, tenantCode, closeReaders) ?? oversees(actor, tenantCode, above)
}

/** Closes that wait for the program: drafts to compute, lines that can become final. */
export const dueWork = defineQuery({
  name: 'stars.due_work',
  input: z.object({ work: z.enum(['draft', 'finalise']) }),
  access: 'scoped',
  may: ({ actor }) => system(actor),
  async run({ db, input, now }) {
    const due: { tenantCode: string; closeId: string }[] = []
    const drafting = input.work === 'draft'
    for (const close of drafting ? await unfinishedDrafts(db) : await endedCloses(db, now)) {
      const ready = drafting || (await dueScores(db, close, { now, limit: 1 })).scores.length > 0
      if (ready) due.push({ tenantCode: close.tenant_code, closeId: close.id })
    }
    return ok(due)
  },
})

/** How far a close has come; nothing of what was drafted. */
export interface CloseProgress {
  readonly closeId: string
  readonly households: number
  readonly drafted: number
  readonly announced: number
  readonly final: number
  readonly leftOut: number
  readonly leftOutReason: string | null
  readonly startedAt: string
  readonly draftedAt: string | null
  readonly noticeId: string | null
  readonly announcedAt: string | null
  readonly endsAt: string | null
  readonly finalAt: string | null
}

type Counts = { announced?: number; final?: number }

function progressOf(close: CloseRow, counts: Counts = {}): CloseProgress {
  const { announced = 0, final = 0 } = counts
  return {
    ...{ closeId: close.id, households: close.household_ids.length, drafted: close.drafted_count },
    ...{ announced: announced + final, final },
    ...{ leftOut: close.left_out_count, leftOutReason: close.left_out_reason },
    ...{ startedAt: close.started_at, draftedAt: close.drafted_at },
    noticeId: close.announced_at ? close.notice_id : null,
    ...{ announcedAt: close.announced_at, endsAt: close.ends_at, finalAt: close.final_at },
  }
}

/** The cycles of a village with how far their close has come. */
export const closes = defineQuery({
  name: 'stars.closes',
  input: OfPlace,
  access: 'scoped',
  may: ({ actor, input }) => readsCloses(actor, input.tenantCode),
  async run({ db, input, today }) {
    const { tenantCode } = input
    const started = await listCloses(db, tenantCode)
    const ids = started.map((close) => close.id)
    const counts = await countScores(db, tenantCode, ids)
    const byCycle = new Map(started.map((close) => [close.cycle_id, close]))
    const cycles = []
    for (const row of await listCycles(db, tenantCode)) {
      const close = byCycle.get(row.id)
      const waits = close ? [] : await undecidedDeeds(db, { tenantCode, cycleId: row.id })
      cycles.push({
        ...{ cycle: cycleOf(row), over: row.ends_on < today, waiting: waits.length },
        close: close ? progressOf(close, counts.get(close.id)) : null,
      })
    }
    return ok(cycles)
  },
})

/** An announced line that waits: for the end of its notice, or for the answer to an objection. */
export interface HeldLine {
  readonly household: string
  readonly noticeId: string
  readonly line: number
}

/** How far one close has come, and which lines are held by objections. */
export const closeProgress = defineQuery({
  name: 'stars.close_progress',
  input: OfClose,
  access: 'scoped',
  may: ({ actor, input }) => readsCloses(actor, input.tenantCode),
  async run({ db, input }) {
    const { tenantCode, closeId } = input
    const close = await findClose(db, tenantCode, closeId)
    if (!close) return refuse('stars.unknown_close')
    const counts = (await countScores(db, tenantCode, [closeId])).get(closeId)
    const cycle = (await cycleById(db, tenantCode, close.cycle_id)) as Cycle
    return ok({ ...progressOf(close, counts), cycle, held: await heldLines(db, close) })
  },
})

async function heldLines(db: Db, close: CloseRow): Promise<HeldLine[]> {
  const tenantCode = close.tenant_code
  const lines = close.announced_at ? await announcedLines(db, close) : []
  const objected = new Set(lines.length > 0 ? await heldHouseholds(db, close) : [])
  const held = lines.filter((line) => objected.has(line.householdId))
  const ids = held.map((line) => line.householdId)
  const codes = await householdCodes(db, tenantCode, ids)
  return held.map(({ householdId, noticeId, line }) => ({
    ...{ household: codes.get(householdId) ?? '', noticeId, line },
  }))
}

/** How many households have how many stars, from the last final cycle; anybody may see it. */
export const distribution = defineQuery({
  name: 'stars.distribution',
  input: OfPlace,
  access: 'public',
  may: ({ actor, input }) => anyone(actor, input.tenantCode),
  async run({ db, input }) {
    const { tenantCode } = input
    const cycles = (await listCycles(db, tenantCode)).map(cycleOf)
    const last = cycles.find((cycle) => cycle.state === 'final')
    if (!last) return ok({ cycle: null, households: [] })
    return ok({ cycle: last, households: await countStars(db, tenantCode, last.id) })
  },
})

/** Per village below a township or county: the state of its newest cycle and its overdue steps. */
export const stateByVillage = defineQuery({
  name: 'stars.state_by_village',
  input: OfPlace,
  access: 'scoped',
  breadth: 'subtree',
  may: ({ actor, input }) =>
    holds(actor, input.tenantCode, above) ?? oversees(actor, input.tenantCode, above),
  async run({ db, today }) {
    return ok(await villageStates(db, today))
  },
})

/** A household's final scores, newest first, each with its cycle and the aspects of its rule book. */
export async function finalScores(
  db: Db,
  tenantCode: string,
  householdId: string,
): Promise<{ score: HouseholdScore; cycle: Cycle; aspects: readonly Aspect[] }[]> {
  const rows = await listHouseholdScores(db, tenantCode, householdId)
  const cycles = new Map((await listCycles(db, tenantCode)).map((row) => [row.id, cycleOf(row)]))
  const found = []
  for (const score of rows.filter(({ state }) => state === 'final')) {
    const cycle = cycles.get(score.cycle_id)!
    const version = (await versionById(db, tenantCode, cycle.ruleVersionId))!
    found.push({ score, cycle, aspects: version.content.aspects })
  }
  return found
}
