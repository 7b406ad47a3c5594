import { sql } from 'kysely'
import type { Db } from '#kernel/tables.ts'
import { type CloseKey, type ScoreRow, stars } from '../store.ts'

interface Ripe {
  readonly notices: readonly string[]
  /** Households whose lines wait for an answer. */
  readonly held: readonly string[]
  readonly limit: number
}

/** The first announced scores on these notices that nothing holds, and how many there are in all. */
export async function ripeScores(
  db: Db,
  close: CloseKey,
  { notices, held, limit }: Ripe,
): Promise<{ scores: ScoreRow[]; total: number }> {
  // Counted and sorted without what the scores are made of, which is looked up for a few only.
  const { rows } = await sql<ScoreRow & { total: number }>`
    with ripe as materialized (
      select id, (count(*) over ())::int as total from stars.score
      where tenant_code = ${close.tenant_code} and close_id = ${close.id}
        and state = 'announced' and notice_id = any (${[...notices]}::uuid[])
        and household_id <> all (${[...held]}::uuid[])
      order by line, id limit ${limit}
    )
    select s.*, ripe.total from ripe
    join stars.score s on s.tenant_code = ${close.tenant_code} and s.id = ripe.id
    order by s.line, s.id`.execute(db)
  return { scores: rows.map(({ total, ...score }) => score), total: rows[0]?.total ?? 0 }
}

/** Whose these scores are, as far as they belong to a close. */
export async function householdsOfScores(
  db: Db,
  close: CloseKey,
  scoreIds: readonly string[],
): Promise<string[]> {
  const rows = await stars(db)
    .selectFrom('stars.score')
    .select('household_id')
    .distinct()
    .where('tenant_code', '=', close.tenant_code)
    .where('close_id', '=', close.id)
    .where(sql<boolean>`id = any (${[...scoreIds]}::uuid[])`)
    .execute()
  return rows.map((row) => row.household_id)
}

/** Announced scores become final and their stars are awarded, in one statement; answers how many. */
export async function awardStars(
  db: Db,
  scores: readonly { id: string }[],
  as: { tenantCode: string; cycleId: string; at: string; envelopeId: string },
): Promise<number> {
  const ids = scores.map((score) => score.id)
  const { rows } = await sql<{ awarded: number }>`
    with final as (
      update stars.score set state = 'final'
      where tenant_code = ${as.tenantCode} and id = any (${ids}::uuid[]) and state = 'announced'
      returning tenant_code, id, household_id, stars, total_hundredths
    ), award as (
      insert into stars.award (tenant_code, score_id, household_id, cycle_id, stars,
        total_hundredths, awarded_at, awarded_in)
      select tenant_code, id, household_id, ${as.cycleId}::uuid, stars, total_hundredths,
        ${as.at}::timestamptz, ${as.envelopeId}::uuid
      from final
    )
    select count(*)::int as awarded from final`.execute(db)
  return rows[0]?.awarded ?? 0
}

/** Announced scores of households that no longer take part come to nothing. */
export async function withdrawScores(
  db: Db,
  tenantCode: string,
  gone: readonly { id: string }[],
): Promise<void> {
  if (gone.length === 0) return
  await stars(db)
    .updateTable('stars.score')
    .set({ state: 'withdrawn' })
    .where('tenant_code', '=', tenantCode)
    .where('state', '=', 'announced')
    .where(sql<boolean>`id = any (${gone.map(({ id }) => id)}::uuid[])`)
    .execute()
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
