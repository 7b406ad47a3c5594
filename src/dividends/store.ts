import { sql } from 'kysely'
import type { Resolution } from '#compact/model.ts'
import { jsonb } from '#kernel/database.ts'
import type { Db } from '#kernel/tables.ts'
import type { Dividend, Line, LineState, PlanDividend, PublicDividend } from './model.ts'

const publicColumns = sql`id, year, share_fen as "shareFen", share_source as "shareSource",
  share_post as "sharePost", cap_percent as "capPercent", pool_fen as "poolFen",
  money_source as "moneySource", money_note as "moneyNote", state, resolution,
  notice_id as "noticeId", announced_at as "announcedAt", ends_at as "endsAt",
  final_at as "finalAt"`
const ownColumns = sql`${publicColumns}, share_by as "shareBy", planned_at as "plannedAt",
  planned_by as "plannedBy", announced_by as "announcedBy"`
const lineColumns = sql`id, dividend_id as "dividendId", household_id as "householdId", number,
  revision, points_hundredths as "pointsHundredths", amount_fen as "amountFen",
  replaces_id as "replacesId", notice_id as "noticeId", notice_line as "noticeLine", state`

type NewDividend = PlanDividend & {
  readonly id: string
  readonly sharePost: string
  readonly capPercent: number
  readonly at: string
  readonly personId: string | null
  readonly envelopeId: string
}

export async function insertDividend(db: Db, row: NewDividend): Promise<void> {
  await sql`insert into dividends.dividend (tenant_code, id, year, share_fen, share_source,
      share_by, share_post, cap_percent, pool_fen, money_source, money_note, planned_at,
      planned_by, planned_in, state)
    values (${row.tenantCode}, ${row.id}, ${row.year}, ${row.shareFen}, ${row.shareSource},
      ${row.shareBy}, ${row.sharePost}, ${row.capPercent}, ${row.poolFen}, ${row.moneySource},
      ${row.moneyNote}, ${row.at}, ${row.personId}, ${row.envelopeId}, 'planned')`.execute(db)
}

/** A plan gives way to the next one for its year; what was announced never does. */
export async function replacePlan(db: Db, tenantCode: string, id: string): Promise<void> {
  const { rows } = await sql`update dividends.dividend set state = 'replaced'
    where tenant_code = ${tenantCode} and id = ${id} and state = 'planned' returning 1`.execute(db)
  if (rows.length !== 1) throw new Error('A plan changed while its tenant was locked.')
}

/** The dividends of a place that stand, newest year first. */
export async function listDividends(db: Db, tenantCode: string): Promise<Dividend[]> {
  const { rows } = await sql<Dividend>`select ${ownColumns} from dividends.dividend
    where tenant_code = ${tenantCode} and state <> 'replaced' order by year desc`.execute(db)
  return rows
}

export async function findDividend(
  db: Db,
  tenantCode: string,
  id: string,
): Promise<Dividend | null> {
  const { rows } = await sql<Dividend>`select ${ownColumns} from dividends.dividend
    where tenant_code = ${tenantCode} and id = ${id} and state <> 'replaced'`.execute(db)
  return rows[0] ?? null
}

interface Announcing {
  readonly tenantCode: string
  readonly id: string
  readonly resolution: Resolution
  readonly noticeId: string
  readonly endsAt: string
  readonly at: string
  readonly personId: string | null
  readonly envelopeId: string
}

export async function announceDividend(db: Db, as: Announcing): Promise<void> {
  const { rows } = await sql`update dividends.dividend set state = 'announced',
      resolution = ${jsonb(as.resolution)}, notice_id = ${as.noticeId}, ends_at = ${as.endsAt},
      announced_at = ${as.at}, announced_by = ${as.personId}, announced_in = ${as.envelopeId}
    where tenant_code = ${as.tenantCode} and id = ${as.id} and state = 'planned'
    returning 1`.execute(db)
  if (rows.length !== 1) throw new Error('A dividend changed while its tenant was locked.')
}

/** A corrected notice hangs for a period of its own. */
export async function prolong(
  db: Db,
  of: { tenantCode: string; id: string; endsAt: string },
): Promise<void> {
  await sql`update dividends.dividend set ends_at = greatest(ends_at, ${of.endsAt}::timestamptz)
    where tenant_code = ${of.tenantCode} and id = ${of.id} and state = 'announced'`.execute(db)
}

export async function finishDividend(
  db: Db,
  of: { tenantCode: string; id: string; at: string; envelopeId: string },
): Promise<number> {
  await sql`update dividends.dividend set state = 'final', final_at = ${of.at},
      final_in = ${of.envelopeId}
    where tenant_code = ${of.tenantCode} and id = ${of.id} and state = 'announced'`.execute(db)
  const { rows } = await sql`update dividends.line set state = 'final'
    where tenant_code = ${of.tenantCode} and dividend_id = ${of.id} and state = 'announced'
    returning 1`.execute(db)
  return rows.length
}

/** The lines of a dividend that stand, by their number in the public table. */
export async function standingLines(
  db: Db,
  tenantCode: string,
  dividendId: string,
): Promise<Line[]> {
  const { rows } = await sql<Line>`select ${lineColumns} from dividends.line
    where tenant_code = ${tenantCode} and dividend_id = ${dividendId} and state <> 'replaced'
    order by number`.execute(db)
  return rows
}

/** All lines of a dividend in every revision: somebody may have objected to one that was replaced. */
export async function lineIds(db: Db, tenantCode: string, dividendId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from dividends.line
    where tenant_code = ${tenantCode} and dividend_id = ${dividendId}`.execute(db)
  return rows.map((row) => row.id)
}

export async function findLine(db: Db, tenantCode: string, id: string): Promise<Line | null> {
  const { rows } = await sql<Line>`select ${lineColumns} from dividends.line
    where tenant_code = ${tenantCode} and id = ${id}`.execute(db)
  return rows[0] ?? null
}

/** What one household got or is to get, the newest dividend first. */
export async function linesOfHousehold(
  db: Db,
  tenantCode: string,
  householdId: string,
): Promise<Line[]> {
  const { rows } = await sql<Line>`select ${lineColumns} from dividends.line
    where tenant_code = ${tenantCode} and household_id = ${householdId} and state <> 'replaced'
    order by computed_at desc`.execute(db)
  return rows
}

export type NewLine = Omit<Line, 'state'> & { readonly state: Extract<LineState, 'announced'> }

/** Writes lines; those they replace give way first. */
export async function insertLines(
  db: Db,
  lines: readonly NewLine[],
  as: { tenantCode: string; at: string; envelopeId: string },
): Promise<void> {
  const replaced = lines.flatMap((line) => line.replacesId ?? [])
  if (replaced.length > 0) {
    await sql`update dividends.line set state = 'replaced'
      where tenant_code = ${as.tenantCode} and id = any (${replaced}::uuid[])`.execute(db)
  }
  await sql`insert into dividends.line (tenant_code, id, dividend_id, household_id, number, revision,
      points_hundredths, amount_fen, replaces_id, notice_id, notice_line, computed_at, computed_in,
      state)
    select ${as.tenantCode}, l.id, l."dividendId", l."householdId", l.number, l.revision,
      l."pointsHundredths", l."amountFen", l."replacesId", l."noticeId", l."noticeLine",
      ${as.at}::timestamptz, ${as.envelopeId}::uuid, l.state
    from json_to_recordset(${JSON.stringify(lines)}::json) as l (id uuid, "dividendId" uuid,
      "householdId" uuid, number int, revision int, "pointsHundredths" bigint, "amountFen" bigint,
      "replacesId" uuid, "noticeId" uuid, "noticeLine" int, state text)`.execute(db)
}

/** Dividends of all places whose latest notice has ended; for the program. */
export async function endedDividends(
  db: Db,
  now: string,
): Promise<{ tenantCode: string; dividendId: string }[]> {
  const { rows } = await sql<{ tenantCode: string; dividendId: string }>`
    select tenant_code as "tenantCode", dividend_id as "dividendId"
    from dividends.ended(${now}::timestamptz)`.execute(db)
  return rows
}

/** What everybody may know of the dividends of a place, newest year first. */
export async function listPublic(db: Db, tenantCode: string): Promise<PublicDividend[]> {
  const { rows } = await sql<PublicDividend>`select ${publicColumns} from dividends.public_dividend
    where tenant_code = ${tenantCode} order by year desc`.execute(db)
  return rows
}

/** A line of the public table: no household stands in it. */
export interface TableLine {
  readonly number: number
  readonly pointsHundredths: number
  readonly amountFen: number
}

export async function listTable(
  db: Db,
  of: { tenantCode: string; dividendId: string; offset: number; limit: number },
): Promise<{ rows: TableLine[]; total: number; totalHundredths: number }> {
  const { rows } = await sql<TableLine & { total: number; sum: number }>`
    select number, points_hundredths as "pointsHundredths", amount_fen as "amountFen",
      (count(*) over ())::int as total, (sum(points_hundredths) over ())::bigint as sum
    from dividends.public_line
    where tenant_code = ${of.tenantCode} and dividend_id = ${of.dividendId}
    order by number offset ${of.offset} limit ${of.limit}`.execute(db)
  const [first] = rows
  const lines = rows.map(({ total: _, sum: __, ...line }) => line)
  return { rows: lines, total: first?.total ?? 0, totalHundredths: Number(first?.sum ?? 0) }
}
