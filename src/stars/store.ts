import { sql } from 'kysely'
import { type Db, tables } from '#kernel/tables.ts'
import type { ScoreItem, ScoreState } from './model.ts'

export interface CloseRow {
  tenant_code: string
  id: string
  cycle_id: string
  started_at: string
  started_by: string | null
  household_ids: readonly string[]
  drafted_count: number
  left_out_count: number
  left_out_reason: string | null
  drafted_at: string | null
  notice_id: string
  announced_at: string | null
  announced_by: string | null
  announced_in: string | null
  ends_at: string | null
  final_at: string | null
}
export type CloseKey = Pick<CloseRow, 'tenant_code' | 'id'>

export interface ScoreRow {
  tenant_code: string
  id: string
  close_id: string
  household_id: string
  revision: number
  total_hundredths: number
  stars: number
  participants: number
  participant_ids: readonly string[]
  breakdown: readonly ScoreItem[]
  inputs_hash: string
  computed_at: string
  computed_in: string
  state: ScoreState
  replaces_id: string | null
  notice_id: string | null
  line: number | null
}

interface AwardRow {
  tenant_code: string
  score_id: string
  household_id: string
  cycle_id: string
  stars: number
  total_hundredths: number
  awarded_at: string
  awarded_in: string
}

interface StarsTables {
  'stars.close': CloseRow
  'stars.score': ScoreRow
  'stars.award': AwardRow
}

export const stars = (db: Db) => tables<StarsTables>(db)

export type NewClose = Pick<
  CloseRow,
  'tenant_code' | 'id' | 'cycle_id' | 'started_at' | 'started_by' | 'household_ids' | 'notice_id'
> &
  Pick<CloseRow, 'left_out_count' | 'left_out_reason'>

export async function insertClose(db: Db, row: NewClose): Promise<void> {
  await sql`insert into stars.close (tenant_code, id, cycle_id, started_at, started_by,
      household_ids, notice_id, left_out_count, left_out_reason)
    values (${row.tenant_code}, ${row.id}, ${row.cycle_id}, ${row.started_at}, ${row.started_by},
      ${[...row.household_ids]}::uuid[], ${row.notice_id}, ${row.left_out_count},
      ${row.left_out_reason})`.execute(db)
}

export async function findClose(
  db: Db,
  tenantCode: string,
  id: string,
): Promise<CloseRow | undefined> {
  const query = stars(db).selectFrom('stars.close').selectAll()
  return query.where('tenant_code', '=', tenantCode).where('id', '=', id).executeTakeFirst()
}

export async function findCloseOf(
  db: Db,
  tenantCode: string,
  cycleId: string,
): Promise<CloseRow | undefined> {
  const query = stars(db).selectFrom('stars.close').selectAll()
  return query
    .where('tenant_code', '=', tenantCode)
    .where('cycle_id', '=', cycleId)
    .executeTakeFirst()
}

type Mark = Partial<
  Pick<CloseRow, 'drafted_at' | 'announced_at' | 'announced_by' | 'announced_in' | 'ends_at'> &
    Pick<CloseRow, 'final_at' | 'drafted_count' | 'notice_id'>
>

export async function markClose(db: Db, close: CloseKey, mark: Mark): Promise<void> {
  await stars(db)
    .updateTable('stars.close')
    .set(mark)
    .where('tenant_code', '=', close.tenant_code)
    .where('id', '=', close.id)
    .execute()
}

/** A close without the list of its households, and the next few of them. */
export interface DraftTurn
  extends Pick<
    CloseRow,
    'tenant_code' | 'id' | 'cycle_id' | 'notice_id' | 'drafted_count' | 'drafted_at'
  > {
  readonly next: readonly string[]
  readonly total: number
}

/** The next households whose scores are to be drafted. */
export async function findTurn(
  db: Db,
  key: { tenantCode: string; closeId: string },
  households: number,
): Promise<DraftTurn | undefined> {
  const { rows } = await sql<DraftTurn>`
    select tenant_code, id, cycle_id, notice_id, drafted_count, drafted_at,
      cardinality(household_ids) as total,
      household_ids[drafted_count + 1 : drafted_count + ${households}::int] as next
    from stars.close where tenant_code = ${key.tenantCode} and id = ${key.closeId}`.execute(db)
  return rows[0]
}

/** Takes note of whom a draft is made for, anew. */
export async function restartDraft(
  db: Db,
  close: CloseKey,
  anew: { householdIds: readonly string[]; noticeId: string },
): Promise<void> {
  await sql`delete from stars.score where tenant_code = ${close.tenant_code}
    and close_id = ${close.id} and state = 'draft'`.execute(db)
  await sql`update stars.close set household_ids = ${[...anew.householdIds]}::uuid[],
      notice_id = ${anew.noticeId}, drafted_count = 0, drafted_at = null
    where tenant_code = ${close.tenant_code} and id = ${close.id}`.execute(db)
}

/** Writes scores in one statement, however many. */
export async function insertScores(db: Db, rows: readonly ScoreRow[]): Promise<void> {
  if (rows.length > 0) await insertingScores(rows).execute(db)
}

/** Writes drafted scores and notes how far the draft has come. */
export async function insertDraft(
  db: Db,
  close: CloseKey,
  draft: { rows: readonly ScoreRow[]; count: number; draftedAt: string | null },
): Promise<void> {
  await sql`
    with turn as (
      update stars.close set drafted_count = ${draft.count}, drafted_at = ${draft.draftedAt}
      where tenant_code = ${close.tenant_code} and id = ${close.id}
    )
    ${insertingScores(draft.rows)}`.execute(db)
}

function insertingScores(rows: readonly ScoreRow[]) {
  return sql`
    insert into stars.score (tenant_code, id, close_id, household_id, revision,
      total_hundredths, stars, participants, participant_ids, breakdown, inputs_hash, computed_at,
      computed_in, state, replaces_id, notice_id, line)
    select tenant_code, id, close_id, household_id, revision, total_hundredths, stars,
      participants, participant_ids, breakdown, inputs_hash, computed_at, computed_in, state, replaces_id,
      notice_id, line
    from jsonb_populate_recordset(null::stars.score, ${JSON.stringify(rows)}::text::jsonb)`
}

export async function findScore(
  db: Db,
  tenantCode: string,
  id: string,
): Promise<ScoreRow | undefined> {
  const query = stars(db).selectFrom('stars.score').selectAll()
  return query.where('tenant_code', '=', tenantCode).where('id', '=', id).executeTakeFirst()
}

/** The last revision of a household's score in a close: the one that stands. */
export async function findStanding(
  db: Db,
  close: CloseKey,
  householdId: string,
): Promise<ScoreRow | undefined> {
  return stars(db)
    .selectFrom('stars.score')
    .selectAll()
    .where('tenant_code', '=', close.tenant_code)
    .where('close_id', '=', close.id)
    .where('household_id', '=', householdId)
    .orderBy('revision', 'desc')
    .executeTakeFirst()
}

/** A score without what it is made of, for telling people. */
export type Standing = Pick<ScoreRow, 'id' | 'household_id' | 'stars' | 'total_hundredths'>

/** The draft is announced as it stands; answers what stands on every line. */
export async function announceScores(db: Db, close: CloseKey): Promise<Standing[]> {
  return stars(db)
    .updateTable('stars.score')
    .set({ state: 'announced' })
    .where('tenant_code', '=', close.tenant_code)
    .where('close_id', '=', close.id)
    .where('state', '=', 'draft')
    .returning(['id', 'household_id', 'stars', 'total_hundredths'])
    .execute()
}

/** Which households of a close have a draft. */
export async function draftedHouseholds(db: Db, close: CloseKey): Promise<string[]> {
  const rows = await stars(db)
    .selectFrom('stars.score')
    .select('household_id')
    .where('tenant_code', '=', close.tenant_code)
    .where('close_id', '=', close.id)
    .where('state', '=', 'draft')
    .execute()
  return rows.map((row) => row.household_id)
}

/** An announced score that was put right is kept as replaced. */
export async function replaceScore(db: Db, tenantCode: string, id: string): Promise<void> {
  await stars(db)
    .updateTable('stars.score')
    .set({ state: 'replaced' })
    .where('tenant_code', '=', tenantCode)
    .where('id', '=', id)
    .where('state', '=', 'announced')
    .execute()
}

export type HouseholdScore = ScoreRow & { cycle_id: string }

/** A household's scores that were announced, newest cycle and revision first. */
export async function listHouseholdScores(
  db: Db,
  tenantCode: string,
  householdId: string,
): Promise<HouseholdScore[]> {
  return stars(db)
    .selectFrom('stars.score as s')
    .innerJoin('stars.close as c', (join) =>
      join.onRef('c.tenant_code', '=', 's.tenant_code').onRef('c.id', '=', 's.close_id'),
    )
    .selectAll('s')
    .select('c.cycle_id')
    .where('s.tenant_code', '=', tenantCode)
    .where('s.household_id', '=', householdId)
    .where('s.state', '<>', 'draft')
    .orderBy('c.started_at', 'desc')
    .orderBy('s.revision', 'desc')
    .execute()
}
