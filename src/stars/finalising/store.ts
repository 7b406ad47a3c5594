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

/** An announced score under an ended notice, with all earlier scores of the household in the close. */
export interface Ripe {
  readonly id: string
  readonly revisionIds: readonly string[]
}

/** Announced scores whose own notice has ended, in the order of the lines. */
export async function ripeScores(
  db: Db,
  close: CloseKey,
  endedNotices: readonly string[],
): Promise<Ripe[]> {
  if (endedNotices.length === 0) return []
  const { rows } = await sql<Ripe>`
    select s.id, (select jsonb_agg(r.id) from stars.score r
        where r.tenant_code = s.tenant_code and r.close_id = s.close_id
          and r.household_id = s.household_id) as "revisionIds"
    from stars.score s
    where s.tenant_code = ${close.tenant_code} and s.close_id = ${close.id}
      and s.state = 'announced' and s.notice_id = any (${[...endedNotices]}::uuid[])
    order by s.line, s.id`.execute(db)
  return rows
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
