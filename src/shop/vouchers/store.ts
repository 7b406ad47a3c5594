import { sql } from 'kysely'
import type { Db } from '#kernel/tables.ts'
import type { Voucher, VoucherState } from './model.ts'

export type NewVoucher = Omit<
  Voucher,
  'tillNumber' | 'tillName' | 'name' | 'state' | 'settledAt'
> & {
  readonly tenantCode: string
  readonly issuedBy: string | null
  readonly envelopeId: string
}

/** The number of the village's next voucher. */
export async function nextNumber(db: Db, tenantCode: string): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    select coalesce(max(number), 0) + 1 as number from shop.voucher
    where tenant_code = ${tenantCode}`.execute(db)
  return rows[0]!.number
}

export async function insertVoucher(db: Db, one: NewVoucher): Promise<void> {
  await sql`insert into shop.voucher (tenant_code, id, number, household_id, till_id, good_id,
      quantity, unit_points, points, supplier, stars, discount_percent, discount_applies, worth_fen,
      code, issued_at, issued_by, issued_in, usable_until, hand_in_until, points_transfer,
      fen_transfer, state)
    values (${one.tenantCode}, ${one.id}, ${one.number}, ${one.householdId}, ${one.tillId},
      ${one.goodId}, ${one.quantity}, ${one.unitPoints}, ${one.points}, ${one.supplier},
      ${one.stars}, ${one.discountPercent}, ${one.discountApplies}, ${one.worthFen}, ${one.code},
      ${one.issuedAt}, ${one.issuedBy}, ${one.envelopeId}, ${one.usableUntil}, ${one.handInUntil},
      ${one.pointsTransfer}, ${one.fenTransfer}, 'issued')`.execute(db)
}

interface Which {
  readonly id?: string
  readonly householdId?: string
  readonly state?: VoucherState
  /** Not handed in by a day before this one. */
  readonly overdueOn?: string
  readonly offset?: number
  readonly limit: number
}

/** Vouchers, the newest first, and how many there are. */
export async function listVouchers(
  db: Db,
  tenantCode: string,
  by: Which,
): Promise<{ rows: Voucher[]; total: number }> {
  const { rows } = await sql<Voucher & { total: number }>`
    select v.id, v.number, v.household_id as "householdId", v.till_id as "tillId",
      t.number as "tillNumber", t.name as "tillName", v.good_id as "goodId", g.name, v.quantity,
      v.unit_points as "unitPoints", v.points, v.supplier, v.stars,
      v.discount_percent as "discountPercent", v.discount_applies as "discountApplies",
      v.worth_fen as "worthFen", v.code, v.issued_at as "issuedAt",
      v.usable_until as "usableUntil", v.hand_in_until as "handInUntil",
      v.points_transfer as "pointsTransfer", v.fen_transfer as "fenTransfer", v.state,
      v.settled_at as "settledAt", (count(*) over ())::int as total
    from shop.voucher v
    join shop.till t on t.tenant_code = v.tenant_code and t.id = v.till_id
    join shop.good g on g.tenant_code = v.tenant_code and g.id = v.good_id
    where v.tenant_code = ${tenantCode}
      and ${by.id ? sql`v.id = ${by.id}` : sql`true`}
      and ${by.householdId ? sql`v.household_id = ${by.householdId}` : sql`true`}
      and ${by.state ? sql`v.state = ${by.state}` : sql`true`}
      and ${by.overdueOn ? sql`v.hand_in_until < ${by.overdueOn}` : sql`true`}
    order by v.issued_at desc, v.number desc
    limit ${by.limit} offset ${by.offset ?? 0}`.execute(db)
  return { rows: rows.map(({ total: _, ...voucher }) => voucher), total: rows[0]?.total ?? 0 }
}

export async function findVoucher(db: Db, tenantCode: string, id: string): Promise<Voucher | null> {
  return (await listVouchers(db, tenantCode, { id, limit: 1 })).rows[0] ?? null
}

/** Settles open vouchers one way; answers how many were open. */
export async function settleVouchers(
  db: Db,
  of: { tenantCode: string; ids: readonly string[]; at: string },
  state: 'handed_in' | 'returned',
): Promise<number> {
  const { rows } = await sql`update shop.voucher set state = ${state}, settled_at = ${of.at}
    where tenant_code = ${of.tenantCode} and id = any (${[...of.ids]}::uuid[]) and state = 'issued'
    returning 1`.execute(db)
  return rows.length
}

/** Places where vouchers are to be given back; for the program. */
export async function listTenantsToReturn(db: Db, today: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from shop.tenants_to_return(${today}) as t (code)`.execute(db)
  return rows.map((row) => row.code)
}

/** The purchase a voucher became when it was handed in. */
export async function saleOf(
  db: Db,
  tenantCode: string,
  voucherId: string,
): Promise<{ redemptionId: string; number: number; paidPoints: number } | null> {
  const { rows } = await sql<{ redemptionId: string; number: number; paidPoints: number }>`
    select id as "redemptionId", number, paid_points as "paidPoints" from shop.redemption
    where tenant_code = ${tenantCode} and voucher_id = ${voucherId}`.execute(db)
  return rows[0] ?? null
}
