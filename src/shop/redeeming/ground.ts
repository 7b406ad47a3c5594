import { balancesOf } from '#journal/queries.ts'
import type { Db } from '#kernel/tables.ts'
import { starsNow } from '#stars/queries.ts'
import type { Good } from '../catalogue/model.ts'
import { periodStart } from '../catalogue/rules.ts'
import type { Off } from '../discount/model.ts'
import { discountOn, offFor } from '../discount/rules.ts'
import { listDiscounts } from '../discount/store.ts'
import { findGoods } from '../store.ts'
import { hadInPeriod } from './rules.ts'
import { hadSince } from './store.ts'

interface Here {
  readonly tenantCode: string
  readonly householdId: string
  readonly today: string
}

/** What a household has to spend, in hundredths: nothing that is set aside for a voucher. */
export async function spendable(db: Db, of: Omit<Here, 'today'>): Promise<number> {
  const balances = await balancesOf(db, of.tenantCode, of.householdId)
  const own = balances.find((balance) => balance.kind === 'household_redeemable')
  return own ? own.posted - own.pendingOut : 0
}

/** What a household's stars take off today. */
export async function offToday(db: Db, { tenantCode, householdId, today }: Here): Promise<Off> {
  const discount = discountOn(await listDiscounts(db, tenantCode), today)
  return offFor(discount, await starsNow(db, tenantCode, householdId))
}

export interface Shelf {
  readonly goods: ReadonlyMap<string, Good>
  /** What the household had of each in the running period. */
  readonly had: ReadonlyMap<string, number>
}

/** The goods asked for, or all, and what the household had of them in their periods. */
export async function shelfFor(
  db: Db,
  of: Here,
  goodIds: readonly string[] | null,
): Promise<Shelf> {
  const goods = await findGoods(db, of.tenantCode, goodIds)
  const since = periodStart('year', of.today)
  const had = hadInPeriod(goods, await hadSince(db, { ...of, since }), of.today)
  return { goods: new Map(goods.map((good) => [good.id, good])), had }
}
