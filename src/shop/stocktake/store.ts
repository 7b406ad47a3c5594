import { sql } from 'kysely'
import type { Db } from '#kernel/tables.ts'
import type { SettlementLine, StockLine } from './model.ts'

/** The last changes of the stock, newest first. */
export async function listStockSteps(
  db: Db,
  tenantCode: string,
  limit: number,
): Promise<StockLine[]> {
  const { rows } = await sql<StockLine>`
    select s.id, s.good_id as "goodId", g.name, s.kind, s.change, s.counted, s.reason,
      s.taken_at as "takenAt"
    from shop.stock_step s join shop.good g on g.tenant_code = s.tenant_code and g.id = s.good_id
    where s.tenant_code = ${tenantCode} order by s.taken_at desc, s.id desc limit ${limit}`.execute(
    db,
  )
  return rows
}

/**
 * What each supplier handed out from one day to another, less what was taken back in those days –
 * also of what was handed out before them.
 */
export async function settlementLines(
  db: Db,
  of: { tenantCode: string; from: string; until: string; pointFen: number },
): Promise<SettlementLine[]> {
  const { rows } = await sql<SettlementLine>`
    with moved as (
      select r.id, 1 as sign, (r.redeemed_at at time zone 'Asia/Shanghai')::date as on
      from shop.redemption r where r.tenant_code = ${of.tenantCode}
      union all
      select s.redemption_id, -1, (s.taken_at at time zone 'Asia/Shanghai')::date
      from shop.reversal_step s
      where s.tenant_code = ${of.tenantCode} and s.kind in ('confirmed', 'upheld')
    )
    select l.supplier, l.good_id as "goodId", g.name, sum(m.sign * l.quantity)::int as quantity,
      sum(m.sign * l.points)::int as points,
      (sum(m.sign * l.points) * ${of.pointFen})::bigint as "worthFen"
    from moved m
    join shop.redemption_line l on l.tenant_code = ${of.tenantCode} and l.redemption_id = m.id
    join shop.good g on g.tenant_code = l.tenant_code and g.id = l.good_id
    where m.on between ${of.from} and ${of.until}
    group by l.supplier, l.good_id, g.name
    having count(*) > 0
    order by l.supplier, l.good_id`.execute(db)
  return rows
}

/** What of a period was paid in cash outside the platform, and what the pool owes, less reversals. */
export async function settlementTotals(
  db: Db,
  of: { tenantCode: string; from: string; until: string },
): Promise<{ cashFen: number; worthFen: number; times: number }> {
  const { rows } = await sql<{ cashFen: number; worthFen: number; times: number }>`
    with moved as (
      select r.id, 1 as sign, (r.redeemed_at at time zone 'Asia/Shanghai')::date as on
      from shop.redemption r where r.tenant_code = ${of.tenantCode}
      union all
      select s.redemption_id, -1, (s.taken_at at time zone 'Asia/Shanghai')::date
      from shop.reversal_step s
      where s.tenant_code = ${of.tenantCode} and s.kind in ('confirmed', 'upheld')
    )
    select coalesce(sum(m.sign * r.cash_fen), 0)::bigint as "cashFen",
      coalesce(sum(m.sign * r.worth_fen), 0)::bigint as "worthFen",
      coalesce(sum(m.sign), 0)::int as times
    from moved m join shop.redemption r on r.tenant_code = ${of.tenantCode} and r.id = m.id
    where m.on between ${of.from} and ${of.until}`.execute(db)
  return rows[0]!
}
