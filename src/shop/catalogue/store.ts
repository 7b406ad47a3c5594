import { sql } from 'kysely'
import { jsonb } from '#kernel/database.ts'
import type { Db } from '#kernel/tables.ts'
import type { Good, Photo } from './model.ts'

type Facts = Omit<Good, 'kind' | 'stock' | 'withdrawnAt'>

/** Puts a good on the list, with nothing in stock yet. */
export async function insertGood(
  db: Db,
  good: Facts & Pick<Good, 'kind'> & { tenantCode: string; at: string; counted: boolean },
): Promise<void> {
  await sql`insert into shop.good (tenant_code, id, kind, name, about, supplier, price_points, stock,
      most, period, photo, listed_at)
    values (${good.tenantCode}, ${good.id}, ${good.kind}, ${jsonb(good.name)}, ${jsonb(good.about)},
      ${good.supplier}, ${good.pricePoints}, ${good.counted ? 0 : null}, ${good.most},
      ${good.period}, ${good.photo ? jsonb(good.photo) : null}, ${good.at})`.execute(db)
}

/** Changes what a listed good is called and costs; answers whether it was on the list. */
export async function updateGood(db: Db, good: Facts & { tenantCode: string }): Promise<boolean> {
  const { rows } = await sql`update shop.good set name = ${jsonb(good.name)},
      about = ${jsonb(good.about)}, supplier = ${good.supplier}, price_points = ${good.pricePoints},
      most = ${good.most}, period = ${good.period},
      photo = coalesce(${good.photo ? jsonb(good.photo) : null}, photo)
    where tenant_code = ${good.tenantCode} and id = ${good.id} and withdrawn_at is null
    returning 1`.execute(db)
  return rows.length === 1
}

/** Takes a good off the list; answers whether it was on it. */
export async function withdrawGood(
  db: Db,
  good: { tenantCode: string; goodId: string; at: string },
): Promise<boolean> {
  const { rows } = await sql`update shop.good set withdrawn_at = ${good.at}
    where tenant_code = ${good.tenantCode} and id = ${good.goodId} and withdrawn_at is null
    returning 1`.execute(db)
  return rows.length === 1
}

export interface ListedGood extends Omit<Good, 'supplier' | 'withdrawnAt'> {
  readonly redeemed: number
}

/** What everybody may see of the goods on the list, with how many were handed out. */
export async function listPublicGoods(db: Db, tenantCode: string): Promise<ListedGood[]> {
  const { rows } = await sql<ListedGood>`
    select g.id, g.kind, g.name, g.about, g.price_points as "pricePoints", g.stock, g.most,
      g.period, g.photo, coalesce(r.quantity, 0)::int as redeemed
    from shop.public_good g
    left join shop.public_redeemed r on r.tenant_code = ${tenantCode} and r.good_id = g.id
    where g.tenant_code = ${tenantCode} order by g.kind, g.price_points, g.id`.execute(db)
  return rows
}

/** Where the picture of a listed good lies. */
export async function findPhoto(
  db: Db,
  good: { tenantCode: string; goodId: string },
): Promise<Photo | null> {
  const { rows } = await sql<{ photo: Photo | null }>`
    select photo from shop.public_good
    where tenant_code = ${good.tenantCode} and id = ${good.goodId}`.execute(db)
  return rows[0]?.photo ?? null
}
