import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#kernel/tables.ts'
import type {
  Priced,
  Redemption,
  RedemptionState,
  ReversalKind,
  ReversalStep,
  Side,
} from './model.ts'
import type { Had } from './rules.ts'

/** The household whose open card has this digest; null where there is none. */
export async function findByCard(
  db: Db,
  tenantCode: string,
  digest: string,
): Promise<string | null> {
  const { rows } = await sql<{ householdId: string }>`
    select household_id as "householdId" from shop.card
    where tenant_code = ${tenantCode} and code_digest = ${digest} and ended_at is null`.execute(db)
  return rows[0]?.householdId ?? null
}

/** The household's open card, whose code follows from its identifier. */
export async function findCard(
  db: Db,
  tenantCode: string,
  householdId: string,
): Promise<{ id: string; issuedAt: string } | null> {
  const { rows } = await sql<{ id: string; issuedAt: string }>`
    select id, issued_at as "issuedAt" from shop.card
    where tenant_code = ${tenantCode} and household_id = ${householdId} and ended_at is null`.execute(
    db,
  )
  return rows[0] ?? null
}

/** Ends the household's card, where it has one, and enters the new one. */
export async function replaceCard(
  db: Db,
  card: {
    tenantCode: string
    id: string
    householdId: string
    digest: string
    at: string
    personId: string | null
  },
): Promise<void> {
  await sql`update shop.card set ended_at = ${card.at} where tenant_code = ${card.tenantCode}
    and household_id = ${card.householdId} and ended_at is null`.execute(db)
  await sql`insert into shop.card (tenant_code, id, household_id, code_digest, issued_at, issued_by)
    values (${card.tenantCode}, ${card.id}, ${card.householdId}, ${card.digest}, ${card.at},
      ${card.personId})`.execute(db)
}

/**
 * What a household had since a day and was not taken back, good by good. A voucher counts on the day
 * it was made out, whenever it is handed in.
 */
export async function hadSince(
  db: Db,
  of: { tenantCode: string; householdId: string; since: string },
): Promise<Had[]> {
  const { rows } = await sql<Had>`
    select * from (
      select l.good_id as "goodId", l.quantity,
        (r.redeemed_at at time zone 'Asia/Shanghai')::date as on
      from shop.redemption r
      join shop.redemption_line l on l.tenant_code = r.tenant_code and l.redemption_id = r.id
      where r.tenant_code = ${of.tenantCode} and r.household_id = ${of.householdId}
        and r.state <> 'reversed' and r.way <> 'voucher'
      union all
      select v.good_id, v.quantity, (v.issued_at at time zone 'Asia/Shanghai')::date
      from shop.voucher v
      left join shop.redemption r on r.tenant_code = v.tenant_code and r.voucher_id = v.id
      where v.tenant_code = ${of.tenantCode} and v.household_id = ${of.householdId}
        and v.state <> 'returned' and coalesce(r.state, 'done') <> 'reversed'
    ) had where had.on >= ${of.since}`.execute(db)
  return rows
}

export interface NewRedemption
  extends Omit<Redemption, 'lines' | 'number' | 'tillNumber' | 'state' | keyof Priced>,
    Priced {
  readonly tenantCode: string
  readonly envelopeId: string
}

/** Writes a purchase with its lines; answers its number in the village. */
export async function insertRedemption(db: Db, one: NewRedemption): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    insert into shop.redemption (tenant_code, id, number, household_id, till_id, way, slip, voucher_id,
      stars, discount_percent, discount_applies, price_points, paid_points, cash_fen, worth_fen,
      points_transfer, fen_transfer, redeemed_at, redeemed_by, redeemed_in, state)
    select ${one.tenantCode}, ${one.id}, coalesce(max(r.number), 0) + 1, ${one.householdId},
      ${one.tillId}, ${one.way}, ${one.slip}, ${one.voucherId}, ${one.stars},
      ${one.discountPercent}, ${one.discountApplies}, ${one.pricePoints}, ${one.paidPoints}, ${one.cashFen},
      ${one.worthFen}, ${one.pointsTransfer}, ${one.fenTransfer}, ${one.redeemedAt},
      ${one.redeemedBy}, ${one.envelopeId}, 'done'
    from shop.redemption r where r.tenant_code = ${one.tenantCode}
    returning number`.execute(db)
  const lines = one.lines.map((line, index) => ({ ...line, line: index + 1 }))
  await sql`insert into shop.redemption_line (tenant_code, redemption_id, line, good_id, quantity,
      unit_points, points, supplier)
    select ${one.tenantCode}, ${one.id}, l.line, l."goodId", l.quantity, l."unitPoints", l.points,
      l.supplier
    from json_to_recordset(${JSON.stringify(lines)}::json) as l (line integer, "goodId" uuid,
      quantity integer, "unitPoints" integer, points integer, supplier text)`.execute(db)
  return rows[0]!.number
}

/** Whether a signed slip was used before. */
export async function isSlipUsed(db: Db, tenantCode: string, slip: string): Promise<boolean> {
  const { rows } = await sql`select 1 from shop.redemption
    where tenant_code = ${tenantCode} and slip = ${slip}`.execute(db)
  return rows.length > 0
}

const columns = sql`
  r.id, r.number, r.household_id as "householdId", r.till_id as "tillId", t.number as "tillNumber",
  r.way, r.slip, r.voucher_id as "voucherId", r.stars, r.discount_percent as "discountPercent",
  r.discount_applies as "discountApplies", r.price_points as "pricePoints",
  r.paid_points as "paidPoints", r.cash_fen as "cashFen", r.worth_fen as "worthFen",
  r.points_transfer as "pointsTransfer", r.fen_transfer as "fenTransfer",
  r.redeemed_at as "redeemedAt", r.redeemed_by as "redeemedBy", r.state,
  (select json_agg(json_build_object('goodId', l.good_id, 'quantity', l.quantity,
      'unitPoints', l.unit_points, 'points', l.points, 'supplier', l.supplier, 'name', g.name)
      order by l.line)
    from shop.redemption_line l
    join shop.good g on g.tenant_code = l.tenant_code and g.id = l.good_id
    where l.tenant_code = r.tenant_code and l.redemption_id = r.id) as lines`

const from = (tenantCode: string): RawBuilder<unknown> => sql`
  shop.redemption r join shop.till t on t.tenant_code = r.tenant_code and t.id = r.till_id
  where r.tenant_code = ${tenantCode}`

export async function findRedemption(
  db: Db,
  tenantCode: string,
  id: string,
): Promise<Redemption | null> {
  const { rows } = await sql<Redemption>`
    select ${columns} from ${from(tenantCode)} and r.id = ${id}`.execute(db)
  return rows[0] ?? null
}

/** Purchases of a village or of one household, newest first, and how many there are. */
export async function listRedemptions(
  db: Db,
  tenantCode: string,
  by: { householdId?: string; state?: RedemptionState; offset: number; limit: number },
): Promise<{ rows: Redemption[]; total: number }> {
  const where = sql`${from(tenantCode)}
    and ${by.householdId ? sql`r.household_id = ${by.householdId}` : sql`true`}
    and ${by.state ? sql`r.state = ${by.state}` : sql`true`}`
  const { rows } = await sql<Redemption>`
    select ${columns} from ${where} order by r.redeemed_at desc, r.number desc
    limit ${by.limit} offset ${by.offset}`.execute(db)
  const counted = await sql<{ total: number }>`
    select count(*)::int as total from ${where}`.execute(db)
  return { rows, total: counted.rows[0]!.total }
}

/** Moves a purchase from one state to another; answers whether it was in the first. */
export async function markRedemption(
  db: Db,
  of: { tenantCode: string; id: string },
  to: { from: readonly RedemptionState[]; state: RedemptionState },
): Promise<boolean> {
  const { rows } = await sql`update shop.redemption set state = ${to.state}
    where tenant_code = ${of.tenantCode} and id = ${of.id}
      and state = any (${[...to.from]}::text[]) returning 1`.execute(db)
  return rows.length === 1
}

export async function insertReversalStep(
  db: Db,
  step: {
    tenantCode: string
    id: string
    redemptionId: string
    kind: ReversalKind
    side: Side
    reason: string
    at: string
    personId: string | null
  },
): Promise<void> {
  await sql`insert into shop.reversal_step (tenant_code, id, redemption_id, position, kind, side,
      reason, taken_at, taken_by)
    select ${step.tenantCode}, ${step.id}, ${step.redemptionId}, count(*) + 1, ${step.kind},
      ${step.side}, ${step.reason}, ${step.at}, ${step.personId}
    from shop.reversal_step s
    where s.tenant_code = ${step.tenantCode} and s.redemption_id = ${step.redemptionId}`.execute(db)
}

/** What was asked and answered about taking a purchase back, in its order. */
export async function reversalSteps(
  db: Db,
  tenantCode: string,
  redemptionId: string,
): Promise<ReversalStep[]> {
  const { rows } = await sql<ReversalStep>`
    select kind, side, reason, taken_at as "takenAt", taken_by as "takenBy"
    from shop.reversal_step
    where tenant_code = ${tenantCode} and redemption_id = ${redemptionId}
    order by position`.execute(db)
  return rows
}
