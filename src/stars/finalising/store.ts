import { sql } from 'kysely'
import type { Db } from '#kernel/tables.ts'
import { type CloseKey, type ScoreRow, stars } from '../store.ts'

/** Notices under which announced scores of a close stand. */
export async function openNotices(db: Db, close: CloseKey): Promise<string[]> {
  const rows = await stars(db)
    .selectFrom('stars.score')
    .select('notice_id')
    .distinct()
    .where('tenant_code', '=', close.tenant_code)
    .where('close_id', '=', close.id)
    .where('state', '=', 'announced')
    .execute()
  return rows.flatMap((row) => (row.notice_id ? [row.notice_id] : []))
}

/** An announced score under an ended notice. */
export interface Ripe {
  readonly id: string
  readonly householdId: string
}

/** Announced scores whose own notice has ended, in the order of the lines. */
export async function ripeScores(
  db: Db,
  close: CloseKey,
  endedNotices: readonly string[],
): Promise<Ripe[]> {
  if (endedNotices.length === 0) return []
  return stars(db)
    .selectFrom('stars.score')
    .select(['id', 'household_id as householdId'])
    .where('tenant_code', '=', close.tenant_code)
    .where('close_id', '=', close.id)
    .where('state', '=', 'announced')
    .where(sql<boolean>`notice_id = any (${[...endedNotices]}::uuid[])`)
    .orderBy('line')
    .orderBy('id')
    .execute()
}

/** Scores of a close that were replaced after an objection, with their households. */
export async function replacedScores(db: Db, close: CloseKey): Promise<Ripe[]> {
  return stars(db)
    .selectFrom('stars.score')
    .select(['id', 'household_id as householdId'])
    .where('tenant_code', '=', close.tenant_code)
    .where('close_id', '=', close.id)
    .where('state', '=', 'replaced')
    .execute()
}

export async function loadScores(
  db: Db,
  tenantCode: string,
  ids: readonly string[],
): Promise<ScoreRow[]> {
  return stars(db)
    .selectFrom('stars.score')
    .selectAll()
    .where('tenant_code', '=', tenantCode)
    .where(sql<boolean>`id = any (${[...ids]}::uuid[])`)
    .orderBy('line')
    .orderBy('id')
    .execute()
}

/** Awards the stars of these scores, in one statement. */
export async function insertAwards(
  db: Db,
  scores: readonly ScoreRow[],
  as: { cycleId: string; at: string; envelopeId: string },
): Promise<void> {
  const ids = scores.map((score) => score.id)
  await sql`insert into stars.award (tenant_code, score_id, household_id, cycle_id, stars,
      total_hundredths, awarded_at, awarded_in)
    select tenant_code, id, household_id, ${as.cycleId}::uuid, stars, total_hundredths,
      ${as.at}::timestamptz, ${as.envelopeId}::uuid
    from stars.score where tenant_code = ${scores[0]!.tenant_code}
      and id = any (${ids}::uuid[])`.execute(db)
}

/** How many scores of a close are announced and not yet final. */
export async function countAnnounced(db: Db, close: CloseKey): Promise<number> {
  const row = await stars(db)
    .selectFrom('stars.score')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('tenant_code', '=', close.tenant_code)
    .where('close_id', '=', close.id)
    .where('state', '=', 'announced')
    .executeTakeFirstOrThrow()
  return Number(row.n)
}
