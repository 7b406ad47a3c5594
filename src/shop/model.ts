import { z } from 'zod'
import { Resolved } from '#compact/adoption/model.ts'
import type { CommandContext } from '#kernel/command.ts'

/** What the commands of this module are carried out with. */
export type ShopContext<I = object> = CommandContext<I & { tenantCode: string }>

/** Posts that enter what a meeting resolved. */
export const resolvers = ['director', 'secretary', 'chair'] as const
/** Posts that keep the shelves: goods, stock, tills. */
export const keepers = ['shop_operator', 'director', 'accountant'] as const
/** Posts that stand at the till. */
export const operators = ['shop_operator'] as const
/** Posts that count the stock: also those who supervise, so that nobody counts alone for ever. */
export const counters = [
  ...['shop_operator', 'accountant', 'supervision_chair', 'supervision_member'],
] as const
/** Posts that read the shop's books. */
export const readers = [
  ...['shop_operator', 'director', 'deputy_director', 'secretary', 'deputy_secretary', 'chair'],
  ...['board_member', 'accountant', 'scorekeeper', 'supervision_chair', 'supervision_member'],
] as const
export const overseers = ['township_official', 'county_official'] as const
/** Who is warned when the pool would not cover the next credit. */
export const warned = [
  ...['director', 'secretary', 'chair', 'accountant', 'scorekeeper', 'supervision_chair'],
] as const

export const TenantCode = z.string().regex(/^\d{12}$/)
export const Id = z.uuid()
export const OfPlace = z.object({ tenantCode: TenantCode })
/** What the minutes say where the resolution holds at once. */
export const ResolvedNow = Resolved.omit({ effectiveFrom: true })
/** A name or a description: the Chinese binds, the English may be empty. */
export const Wording = (most: number) =>
  z.object({
    zh: z.string().trim().min(1).max(most),
    en: z
      .string()
      .trim()
      .max(most * 2)
      .default(''),
  })
export interface Worded {
  readonly zh: string
  readonly en: string
}

/** A point in hundredths, in which the journal counts. */
export const pointHundredths = 100

export const shopRefusals = {
  'shop.not_before_tomorrow': 409,
  'shop.same_day': 409,
  'shop.worth_fixed': 409,
  'shop.no_scheme': 409,
  'shop.resolution_in_future': 409,
  'shop.nothing_due': 409,
  'shop.stock_for_goods': 422,
  'shop.limit_and_period': 422,
  'shop.unknown_good': 404,
  'shop.good_withdrawn': 409,
  'shop.no_stock_kept': 409,
  'shop.difference_needs_reason': 422,
  'shop.unknown_photo': 404,
  'shop.unknown_till': 404,
  'shop.till_closed': 409,
  'shop.unknown_household': 404,
  'shop.card_unknown': 403,
  'shop.code_expired': 409,
  'shop.slip_needed': 422,
  'shop.slip_used': 409,
  'shop.same_person': 403,
  'shop.basket_empty': 422,
  'shop.not_enough_stock': 409,
  'shop.limit_reached': 409,
  'shop.not_enough_points': 409,
  'shop.paid_too_much': 422,
  'shop.twice_in_basket': 422,
  'shop.unknown_redemption': 404,
  'shop.reversal_open': 409,
  'shop.already_reversed': 409,
  'shop.no_reversal_open': 409,
  'shop.other_side_answers': 403,
  'shop.voucher_forged': 403,
  'shop.unknown_voucher': 404,
  'shop.other_till': 409,
  'shop.voucher_expired': 409,
  'shop.voucher_returned': 409,
  'shop.day_to_come': 422,
} as const
export type ShopRefusal = keyof typeof shopRefusals
