import { ok, type Result, refuse } from '#kernel/result.ts'
import type { ShopRefusal } from '../model.ts'
import type { Voucher } from './model.ts'

/**
 * A voucher is taken at its own till, by its last day, and once; a till without signal hands it in
 * later with the day it was used on. Handed in again, it answers as the first time.
 */
export function decideHandIn(
  voucher: Pick<Voucher, 'state' | 'tillId' | 'tillNumber' | 'usableUntil' | 'handInUntil'>,
  at: { readonly tillId: string; readonly usedOn: string; readonly today: string },
): Result<'first' | 'again', ShopRefusal> {
  const { state, tillId, tillNumber, usableUntil, handInUntil } = voucher
  if (tillId !== at.tillId) return refuse('shop.other_till', { number: tillNumber })
  if (state === 'handed_in') return ok('again')
  if (state === 'returned') return refuse('shop.voucher_returned')
  if (at.usedOn > at.today) return refuse('shop.day_to_come', { usedOn: at.usedOn })
  const late = at.usedOn > usableUntil || at.today > handInUntil
  return late ? refuse('shop.voucher_expired', { usableUntil, handInUntil }) : ok('first')
}
