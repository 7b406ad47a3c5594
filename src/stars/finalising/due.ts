import { openAppealsOn } from '#appeals/queries.ts'
import type { Db } from '#kernel/tables.ts'
import { endedNotices } from '#notices/queries.ts'
import type { CloseKey } from '../store.ts'
import { openNotices, replacedScores, ripeScores } from './store.ts'

export interface Due {
  /** Scores that can become final now, in the order of the lines. */
  readonly scoreIds: readonly string[]
  /** Lines that wait for the answer to an objection. */
  readonly held: number
}

/** Scores whose notice period is over and against which, in any revision, no objection is open. */
export async function dueScores(db: Db, close: CloseKey, now: string): Promise<Due> {
  const tenantCode = close.tenant_code
  const noticeIds = await openNotices(db, close)
  const ripe = await ripeScores(db, close, await endedNotices(db, { tenantCode, noticeIds, now }))
  const objected = await objectedHouseholds(db, close, ripe)
  const free = ripe.filter((score) => !objected.has(score.householdId))
  return { scoreIds: free.map((score) => score.id), held: ripe.length - free.length }
}

/** Households with an open objection to one of these scores, or to an earlier one in the close. */
export async function objectedHouseholds(
  db: Db,
  close: CloseKey,
  scores: readonly { id: string; householdId: string }[],
): Promise<Set<string>> {
  if (scores.length === 0) return new Set()
  const all = [...scores, ...(await replacedScores(db, close))]
  const on = { kind: 'stars.score', ids: all.map((score) => score.id) }
  const objected = await openAppealsOn(db, close.tenant_code, on)
  return new Set(all.flatMap((score) => (objected.has(score.id) ? [score.householdId] : [])))
}
