import { ok, type Result, refuse } from '#kernel/result.ts'
import type { ShopRefusal } from '../model.ts'
import type { GoodKind, Period } from './model.ts'

/** Goods lie on the shelf and are counted; a service or a neighbour's help cannot be counted. */
export function decideListing(
  kind: GoodKind,
  facts: { readonly stock?: number | undefined },
): Result<number | null, ShopRefusal> {
  if (kind === 'goods') return ok(facts.stock ?? 0)
  return facts.stock === undefined ? ok(null) : refuse('shop.stock_for_goods', { kind })
}

/** A limit says how many in which period, or there is none. */
export function decideLimit(facts: {
  readonly most?: number | undefined
  readonly period?: Period | undefined
}): Result<{ most: number | null; period: Period | null }, ShopRefusal> {
  const { most = null, period = null } = facts
  if ((most === null) !== (period === null)) return refuse('shop.limit_and_period')
  return ok({ most, period })
}

/** The first day of the month, quarter or year a day lies in. */
export function periodStart(period: Period, day: string): string {
  const [year = '', month = ''] = day.split('-')
  if (period === 'year') return `${year}-01-01`
  const first = period === 'month' ? Number(month) : Math.floor((Number(month) - 1) / 3) * 3 + 1
  return `${year}-${String(first).padStart(2, '0')}-01`
}
