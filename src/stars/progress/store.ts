import { sql } from 'kysely'
import type { Db } from '#kernel/tables.ts'
import type { ScoreState } from '../model.ts'
import { type CloseKey, type CloseRow, stars } from '../store.ts'

/** The closes of a place, newest first. */
export async function listCloses(db: Db, tenantCode: string): Promise<CloseRow[]> {
  return stars(db)
    .selectFrom('stars.close')
    .selectAll()
    .where('tenant_code', '=', tenantCode)
    .orderBy('started_at', 'desc')
    .execute()
}

/** Drafts that are not complete, in all places of the scope, oldest first. */
export async function unfinishedDrafts(db: Db): Promise<CloseRow[]> {
  return stars(db)
    .selectFrom('stars.close')
    .selectAll()
    .where('drafted_at', 'is', null)
    .orderBy('started_at')
    .execute()
}

/** Announced results whose period is over and that are not final, in all places of the scope. */
export async function endedCloses(db: Db, now: string): Promise<CloseRow[]> {
  return stars(db)
    .selectFrom('stars.close')
    .selectAll()
    .where('final_at', 'is', null)
    .where('ends_at', '<=', now)
    .orderBy('ends_at')
    .execute()
}

/** How many scores of each close stand where. */
export async function countScores(
  db: Db,
  tenantCode: string,
  closeIds: readonly string[],
): Promise<Map<string, Partial<Record<ScoreState, number>>>> {
  const rows = await stars(db)
    .selectFrom('stars.score')
    .select((e) => ['close_id', 'state', e.fn.countAll<number>().as('n')])
    .where('tenant_code', '=', tenantCode)
    .where(sql<boolean>`close_id = any (${[...closeIds]}::uuid[])`)
    .groupBy(['close_id', 'state'])
    .execute()
  const counts = new Map<string, Partial<Record<ScoreState, number>>>()
  for (const { close_id, state, n } of rows) {
    counts.set(close_id, { ...counts.get(close_id), [state]: Number(n) })
  }
  return counts
}

/** A line that is announced and not yet final. */
export interface AnnouncedLine {
  readonly id: string
  readonly householdId: string
  readonly noticeId: string
  readonly line: number
}

export async function announcedLines(db: Db, close: CloseKey): Promise<AnnouncedLine[]> {
  const rows = await stars(db)
    .selectFrom('stars.score')
    .select(['id', 'household_id as householdId', 'notice_id as noticeId', 'line'])
    .where('tenant_code', '=', close.tenant_code)
    .where('close_id', '=', close.id)
    .where('state', '=', 'announced')
    .orderBy('line')
    .orderBy('id')
    .execute()
  return rows as AnnouncedLine[]
}

/** How many households have how many stars in a final cycle; readable by everybody. */
export async function countStars(
  db: Db,
  tenantCode: string,
  cycleId: string,
): Promise<{ stars: number; households: number }[]> {
  const { rows } = await sql<{ stars: number; households: number }>`
    select stars, households from stars.distribution
    where tenant_code = ${tenantCode} and cycle_id = ${cycleId}
    order by stars desc`.execute(db)
  return rows
}

export interface VillageState {
  readonly tenantCode: string
  readonly cycle: {
    readonly unit: 'month' | 'quarter' | 'year'
    readonly year: number
    readonly number: number
    readonly state: 'running' | 'closing' | 'announced' | 'final'
  } | null
  readonly waiting: number
  readonly overdue: number
  readonly openAppeals: number
}

/** Every village of the scope with the state of its newest cycle. */
export async function villageStates(db: Db, today: string): Promise<VillageState[]> {
  const { rows } = await sql<VillageState>`
    select tenant_code as "tenantCode", cycle, waiting, overdue, open_appeals as "openAppeals"
    from stars.village_states(${today}::date)`.execute(db)
  return rows
}
