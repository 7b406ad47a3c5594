import * as m from '#paraglide/messages.js'
import type { Locale } from '#paraglide/runtime.js'
import { reader } from '#ui/ambient.ts'
import { money, points } from '#ui/format.ts'
import type { Link, Option, Tone } from '#ui/shapes.ts'
import type { GoodKind, Period } from '../catalogue/model.ts'
import type { Off } from '../discount/model.ts'
import { pointHundredths, type Worded } from '../model.ts'
import type { Source } from '../pool/model.ts'
import type { RedemptionState, Side, Way } from '../redeeming/model.ts'
import type { StockStepKind } from '../store.ts'
import type { VoucherState } from '../vouchers/model.ts'

/** What an action gave back when it refused: the sentence, the fields, and what was typed. */
export interface Answer {
  readonly fault?: {
    readonly message: string
    readonly faults: { name: string; message: string }[]
  }
  readonly fields?: Readonly<Record<string, string>>
  readonly values?: Readonly<Record<string, string>>
}

/** The words in the reader's language; the Chinese stands where there is no English. */
export function said(words: Worded, locale: Locale = reader().locale): string {
  return locale === 'en' && words.en ? words.en : words.zh
}

/** Whole points with their unit. */
export const whole = (value: number) => points(value * pointHundredths)

export const kindWord = (kind: GoodKind): string =>
  ({ goods: m.shop_kind_goods, service: m.shop_kind_service, help: m.shop_kind_help })[kind]()

const periodWords: Record<Period, () => string> = {
  month: m.shop_period_month,
  quarter: m.shop_period_quarter,
  year: m.shop_period_year,
}
export const periodOptions = (): Option[] =>
  (Object.keys(periodWords) as Period[]).map((value) => ({ value, label: periodWords[value]() }))

/** "2 a month for one household", or nothing. */
export function limitWord(good: { most: number | null; period: Period | null }): string | null {
  if (good.most === null || good.period === null) return null
  return m.shop_limit({ count: good.most, period: periodWords[good.period]() })
}

export const sourceWord = (source: Source): string =>
  ({
    collective_income: m.shop_source_collective_income,
    township_grant: m.shop_source_township_grant,
    donation: m.shop_source_donation,
    other: m.shop_source_other,
  })[source]()

export const wayWord = (way: Way): string =>
  ({
    qr: m.shop_way_qr,
    card: m.shop_way_card,
    slip: m.shop_way_slip,
    voucher: m.shop_way_voucher,
  })[way]()

export const stateWord = (state: RedemptionState): string =>
  ({
    done: m.shop_state_done,
    reversal_proposed: m.shop_state_proposed,
    reversed: m.shop_state_reversed,
  })[state]()
export const stateTone = (state: RedemptionState): Tone =>
  (({ done: 'done', reversal_proposed: 'waiting', reversed: 'neutral' }) as const)[state]

export const voucherWord = (state: VoucherState): string =>
  ({
    issued: m.shop_voucher_issued,
    handed_in: m.shop_voucher_handed_in,
    returned: m.shop_voucher_returned,
  })[state]()
export const voucherTone = (state: VoucherState): Tone =>
  (({ issued: 'waiting', handed_in: 'done', returned: 'neutral' }) as const)[state]

export const stepWord = (kind: StockStepKind): string =>
  ({
    received: m.shop_step_received,
    counted: m.shop_step_counted,
    redeemed: m.shop_step_redeemed,
    returned: m.shop_step_returned,
    reserved: m.shop_step_reserved,
    released: m.shop_step_released,
  })[kind]()

export const sideWord = (side: Side): string =>
  ({ shop: m.shop_side_shop, household: m.shop_side_household, appeal: m.shop_side_appeal })[side]()

/** What the stars take off today, as a sentence; null where nothing. */
export function offWord({ stars, percent, applies }: Off): string | null {
  if (!applies) return null
  return applies === 'points'
    ? m.shop_off_points({ stars, percent })
    : m.shop_off_cash({ stars, percent })
}

/** "10 points × 2, rice" put together for one purchase. */
export const goodsOf = (lines: readonly { name: Worded; quantity: number }[]): string =>
  lines.map((line) => `${said(line.name)} × ${line.quantity}`).join(m.shop_join())

/** What a point is worth: 0.50 yuan. */
export const worth = (fen: number) => money(fen)

/** The pages of the shop's office. */
export function officeLinks(at: string): Link[] {
  return [
    { href: `/office/shop${at}`, label: m.shop_office_pool() },
    { href: `/office/shop/goods${at}`, label: m.shop_office_goods() },
    { href: `/office/shop/till${at}`, label: m.shop_office_till() },
    { href: `/office/shop/sales${at}`, label: m.shop_office_sales() },
    { href: `/office/shop/vouchers${at}`, label: m.shop_office_vouchers() },
    { href: `/office/shop/settlement${at}`, label: m.shop_office_settlement() },
  ]
}
