import { openSubjects } from '#appeals/queries.ts'
import type { Db } from '#kernel/tables.ts'
import { endedNotices } from '#notices/queries.ts'
import { householdsOfDeeds } from '#points/closing/queries.ts'
import type { CloseKey, CloseRow, ScoreRow } from '../store.ts'
import { householdsOfScores, ripeScores } from './store.ts'

type CloseInCycle = CloseKey & Pick<CloseRow, 'cycle_id'>

export interface Due {
  /** Scores that can become final now, in the order of the lines; at most as many as asked for. */
  readonly scores: readonly ScoreRow[]
  /** How many more can become final now. */
  readonly left: number
}

/** The first scores whose notice period is over and whose household has no objection open. */
export async function dueScores(
  db: Db,
  close: CloseInCycle,
  wanted: { now: string; limit: number },
): Promise<Due> {
  const subject = `close:${close.id}`
  const ended = { tenantCode: close.tenant_code, subject, now: wanted.now }
  const notices = await endedNotices(db, ended)
  if (notices.length === 0) return { scores: [], left: 0 }
  const held = await heldHouseholds(db, close)
  const { scores, total } = await ripeScores(db, close, { notices, held, limit: wanted.limit })
  return { scores, left: total - scores.length }
}

/**
 * Households with an open objection to their score in a close, in whichever revision, or to a
 * decision on one of their deeds in its cycle.
 */
export async function heldHouseholds(db: Db, close: CloseInCycle): Promise<string[]> {
  const { tenant_code: tenantCode, cycle_id: cycleId } = close
  const open = await openSubjects(db, tenantCode, ['stars.score', 'points.deed'])
  const idsOf = (kind: string) => open.filter((one) => one.kind === kind).map(({ id }) => id)
  const [scoreIds, deedIds] = [idsOf('stars.score'), idsOf('points.deed')]
  const ofScores = scoreIds.length > 0 ? await householdsOfScores(db, close, scoreIds) : []
  const which = { tenantCode, cycleId, deedIds }
  const ofDeeds = deedIds.length > 0 ? await householdsOfDeeds(db, which) : []
  return [...new Set([...ofScores, ...ofDeeds])]
}
