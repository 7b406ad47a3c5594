import { ok, type Result, refuse } from '#kernel/result.ts'
import type { ShopRefusal } from '../model.ts'

/** A count sets the stock to what is there; where it differs, somebody says why. */
export function decideCount(
  stock: number | null,
  facts: { readonly counted: number; readonly reason: string },
): Result<number, ShopRefusal> {
  if (stock === null) return refuse('shop.no_stock_kept')
  const change = facts.counted - stock
  if (change !== 0 && facts.reason.length < 2)
    return refuse('shop.difference_needs_reason', { stock, counted: facts.counted })
  return ok(change)
}
