import { openAppealsOn } from '#appeals/queries.ts'
import type { Db } from '#kernel/tables.ts'
import { endedNotices } from '#notices/queries.ts'
import type { CloseKey } from '../store.ts'
import { openNotices, ripeScores } from './store.ts'

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
  const ids = ripe.flatMap((score) => score.revisionIds)
  const objected = await openAppealsOn(db, tenantCode, { kind: 'stars.score', ids })
  const free = ripe.filter((score) => !score.revisionIds.some((id) => objected.has(id)))
  return { scoreIds: free.map((score) => score.id), held: ripe.length - free.length }
}
