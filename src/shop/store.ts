import { sql } from 'kysely'
import { type Db, tables } from '#kernel/tables.ts'
import type { Good } from './catalogue/model.ts'

interface TillTable {
  tenant_code: string
  id: string
  number: number
  name: string
  opened_at: string
  closed_at: string | null
}
const tills = tables<{ 'shop.till': TillTable }>

export interface Till {
  readonly id: string
  readonly number: number
  readonly name: string
  readonly openedAt: string
  readonly closedAt: string | null
}

export async function listTills(db: Db, tenantCode: string): Promise<Till[]> {
  return tills(db)
    .selectFrom('shop.till')
    .select(['id', 'number', 'name', 'opened_at as openedAt', 'closed_at as closedAt'])
    .where('tenant_code', '=', tenantCode)
    .orderBy('number')
    .execute()
}

export async function insertTill(
  db: Db,
  till: { tenantCode: string; id: string; number: number; name: string; at: string },
): Promise<void> {
  const { tenantCode: tenant_code, id, number, name, at: opened_at } = till
  await tills(db)
    .insertInto('shop.till')
    .values({ tenant_code, id, number, name, opened_at, closed_at: null })
    .execute()
}

/** Closes an open till; answers whether it was open. */
export async function closeTill(
  db: Db,
  till: { tenantCode: string; tillId: string; at: string },
): Promise<boolean> {
  const result = await tills(db)
    .updateTable('shop.till')
    .set({ closed_at: till.at })
    .where('tenant_code', '=', till.tenantCode)
    .where('id', '=', till.tillId)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}

/** Goods by identifier, or all of a place; those withdrawn last. */
export async function findGoods(
  db: Db,
  tenantCode: string,
  ids: readonly string[] | null,
): Promise<Good[]> {
  const { rows } = await sql<Good>`
    select id, kind, name, about, supplier, price_points as "pricePoints", stock, most, period,
      photo, withdrawn_at as "withdrawnAt"
    from shop.good
    where tenant_code = ${tenantCode} and ${ids ? sql`id = any (${[...ids]}::uuid[])` : sql`true`}
    order by withdrawn_at is not null, kind, listed_at, id`.execute(db)
  return rows
}

export type StockStepKind =
  | 'received'
  | 'counted'
  | 'redeemed'
  | 'returned'
  | 'reserved'
  | 'released'

export interface StockStep {
  readonly id: string
  readonly goodId: string
  readonly kind: StockStepKind
  readonly change: number
  readonly counted: number | null
  readonly reason: string | null
  readonly sourceId: string | null
}

/**
 * Changes the stock of goods and writes each change down, in one statement. What would fall below
 * nothing, or keeps no stock, is left alone: answers how many were changed.
 */
export async function moveStock(
  db: Db,
  by: { tenantCode: string; at: string; personId: string | null },
  steps: readonly StockStep[],
): Promise<number> {
  if (steps.length === 0) return 0
  const { rows } = await sql<{ moved: number }>`
    with step as (
      select * from json_to_recordset(${JSON.stringify(steps)}::json) as s (id uuid,
        "goodId" uuid, kind text, change integer, counted integer, reason text, "sourceId" uuid)
    ), moved as (
      update shop.good g set stock = g.stock + step.change from step
      where g.tenant_code = ${by.tenantCode} and g.id = step."goodId" and g.stock is not null
        and g.stock + step.change >= 0
      returning g.id
    ), written as (
      insert into shop.stock_step (tenant_code, id, good_id, kind, change, counted, reason,
        source_id, taken_at, taken_by)
      select ${by.tenantCode}, step.id, step."goodId", step.kind, step.change, step.counted,
        step.reason, step."sourceId", ${by.at}::timestamptz, ${by.personId}::uuid
      from step where step."goodId" in (select id from moved)
    )
    select count(*)::int as moved from moved`.execute(db)
  return rows[0]?.moved ?? 0
}
