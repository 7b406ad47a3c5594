import { openAppealsOn } from '#appeals/queries.ts'
import type { Db } from '#kernel/tables.ts'
import { endedNotices } from '#notices/queries.ts'
import type { CloseKey, ScoreRow } from '../store.ts'
import { householdsOfScores, ripeScores } from './store.ts'

export interface Due {
  /** Scores that can become final now, in the order of the lines; at most as many as asked for. */
  readonly scores: readonly ScoreRow[]
  /** How many more can become final now. */
  readonly left: number
}

/** The first scores whose notice period is over and whose household has no objection open. */
export async function dueScores(
  db: Db,
  close: CloseKey,
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

/** Households with an open objection to their score in a close, in whichever revision. */
export async function heldHouseholds(db: Db, close: CloseKey): Promise<string[]> {
  const open = await openAppealsOn(db, close.tenant_code, { kind: 'stars.score' })
  return open.size === 0 ? [] : householdsOfScores(db, close, [...open])
}
