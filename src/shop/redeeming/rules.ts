import { ok, type Result, refuse } from '#kernel/result.ts'
import type { Good } from '../catalogue/model.ts'
import { periodStart } from '../catalogue/rules.ts'
import type { Off } from '../discount/model.ts'
import type { ShopRefusal } from '../model.ts'
import type { Priced, PricedLine, RedemptionState, ReversalStep, Side } from './model.ts'

/** At a till a name is shown by its first character only: 演＊＊. */
export function maskName(name: string): string {
  const [first = '', ...rest] = [...name]
  return first + '＊'.repeat(rest.length)
}

export interface Wanted {
  readonly goodId: string
  readonly quantity: number
}

/**
 * What lies in the basket can be had: it is on the list, in stock, and within what one household may
 * have in the period. Nothing is taken for a line of none.
 */
export function decideBasket(
  lines: readonly Wanted[],
  shelf: {
    readonly goods: ReadonlyMap<string, Good>
    /** What the household had in the running period of each good. */
    readonly had: ReadonlyMap<string, number>
  },
): Result<readonly Wanted[], ShopRefusal> {
  const wanted = lines.filter((line) => line.quantity > 0)
  if (wanted.length === 0) return refuse('shop.basket_empty')
  if (new Set(wanted.map((line) => line.goodId)).size < wanted.length)
    return refuse('shop.twice_in_basket')
  for (const { goodId, quantity } of wanted) {
    const good = shelf.goods.get(goodId)
    if (!good) return refuse('shop.unknown_good')
    const { name, stock, most } = good
    if (good.withdrawnAt) return refuse('shop.good_withdrawn', { good: name.zh })
    if (stock !== null && stock < quantity)
      return refuse('shop.not_enough_stock', { good: name.zh, stock })
    const left = most === null ? quantity : Math.max(0, most - (shelf.had.get(goodId) ?? 0))
    if (quantity > left) return refuse('shop.limit_reached', { good: name.zh, most, left })
  }
  return ok(wanted)
}

/** What a line costs: stars take their percentage off, rounded down to the whole point, at least one. */
export function pricedLine(good: Good, quantity: number, off: Off): PricedLine {
  const full = good.pricePoints * quantity
  const percent = off.applies === 'points' ? off.percent : 0
  const points = Math.max(1, Math.floor((full * (100 - percent)) / 100))
  return {
    goodId: good.id,
    quantity,
    unitPoints: good.pricePoints,
    points,
    supplier: good.supplier,
  }
}

/**
 * What a basket costs in points, and what is paid in cash beside them: the points not taken by what
 * a point is worth, less what stars take off the cash. No money passes through the platform.
 */
export function decidePrice(
  lines: readonly PricedLine[],
  paying: { readonly paidPoints: number | undefined; readonly pointFen: number; readonly off: Off },
): Result<Priced, ShopRefusal> {
  const { pointFen, off } = paying
  const pricePoints = lines.reduce((sum, line) => sum + line.points, 0)
  const paidPoints = paying.paidPoints ?? pricePoints
  if (paidPoints > pricePoints) return refuse('shop.paid_too_much', { pricePoints, paidPoints })
  const percent = off.applies === 'cash' ? off.percent : 0
  const cashFen = Math.ceil(((pricePoints - paidPoints) * pointFen * (100 - percent)) / 100)
  return ok({ lines, pricePoints, paidPoints, cashFen, worthFen: paidPoints * pointFen })
}

export interface Had {
  readonly goodId: string
  readonly quantity: number
  /** Plain date. */
  readonly on: string
}

/** What a household had of each limited good in the month, quarter or year that runs today. */
export function hadInPeriod(
  goods: readonly Pick<Good, 'id' | 'period'>[],
  had: readonly Had[],
  today: string,
): ReadonlyMap<string, number> {
  const sums = goods.map(({ id, period }) => {
    const since = period ? periodStart(period, today) : today
    const counted = had.filter((one) => one.goodId === id && one.on >= since)
    return [id, counted.reduce((sum, one) => sum + one.quantity, 0)] as const
  })
  return new Map(sums)
}

/** A purchase can be taken back once, and while nobody has asked for that already. */
export function decideProposal(state: RedemptionState): Result<null, ShopRefusal> {
  if (state === 'reversed') return refuse('shop.already_reversed')
  return state === 'done' ? ok(null) : refuse('shop.reversal_open')
}

/**
 * Whoever did not ask answers: the household when the shop asked, the shop when the household did,
 * and never the same person for both.
 */
export function decideAnswer(of: {
  readonly state: RedemptionState
  readonly asked: ReversalStep | undefined
  readonly side: Side
  readonly personIds: readonly string[]
}): Result<null, ShopRefusal> {
  const { state, asked, side, personIds } = of
  if (state === 'reversed') return refuse('shop.already_reversed')
  if (state !== 'reversal_proposed' || !asked) return refuse('shop.no_reversal_open')
  if (asked.side === side) return refuse('shop.other_side_answers', { side })
  if (asked.takenBy && personIds.includes(asked.takenBy)) return refuse('shop.same_person')
  return ok(null)
}
