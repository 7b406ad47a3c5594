import { ok, type Result, refuse } from '#kernel/result.ts'
import type { ShopRefusal } from '../model.ts'
import type { Credit, DueScore, Scheme } from './model.ts'

/**
 * A resolution about points holds from the next day at the earliest, never for what was decided
 * before it; two for one day would leave open which holds.
 * Source: docs/governance.md requirement 4 (nothing retroactive).
 */
export function decideFrom(of: {
  readonly effectiveFrom: string
  readonly today: string
  readonly taken: readonly string[]
}): Result<null, ShopRefusal> {
  const { effectiveFrom, today, taken } = of
  if (effectiveFrom <= today) return refuse('shop.not_before_tomorrow', { effectiveFrom, today })
  if (taken.includes(effectiveFrom)) return refuse('shop.same_day', { effectiveFrom })
  return ok(null)
}

/** What a point is worth is resolved once: points already given never lose their worth. */
export function decideWorth(
  earlier: readonly Pick<Scheme, 'pointFen'>[],
  pointFen: number,
): Result<null, ShopRefusal> {
  const settled = earlier.find((scheme) => scheme.pointFen !== pointFen)
  return settled ? refuse('shop.worth_fixed', { pointFen: settled.pointFen }) : ok(null)
}

/** A posting of a score: hundredths of a point, with the mark of the item it rests on. */
export interface Gain {
  readonly amount: number
  readonly buys: boolean
}

/**
 * Points for donations, and for items the rule book marks so, buy nothing. Of the others all count,
 * at most the score itself: deductions are taken first from points that buy nothing.
 * Source: docs/governance.md 7 (a rich donor gained points).
 */
export function countedOf(ratingHundredths: number, gains: readonly Gain[]): number {
  const buying = gains.filter((gain) => gain.buys && gain.amount > 0)
  const sum = buying.reduce((all, gain) => all + gain.amount, 0)
  return Math.min(ratingHundredths, sum)
}

/** What a score brings at the rates of its day; parts of a hundredth are left out. */
export function creditOf(score: DueScore, countedHundredths: number): Credit {
  const at = (percent: number) => Math.floor((countedHundredths * percent) / 100)
  return {
    ...score,
    countedHundredths,
    redeemableHundredths: at(score.redeemablePercent),
    dividendHundredths: at(score.dividendPercent),
  }
}

/** What points are worth in the shop, in fen; a part of a fen counts as a whole one. */
export function worthOf(hundredths: number, pointFen: number): number {
  return Math.ceil((hundredths * pointFen) / 100)
}

export interface Ground {
  /** What is left of the pool, in fen. */
  readonly poolFen: number
  readonly circulatingHundredths: number
  readonly pointFen: number
}

/**
 * Points are given only for money that is there: the oldest score first, and none overtakes one
 * that has to wait. Answers those that fit, and what is missing for the first that does not.
 */
export function decideCredits(
  credits: readonly Credit[],
  ground: Ground,
): { fitting: readonly Credit[]; missingFen: number } {
  let circulating = ground.circulatingHundredths
  for (const [index, credit] of credits.entries()) {
    circulating += credit.redeemableHundredths
    const missingFen = worthOf(circulating, ground.pointFen) - ground.poolFen
    if (credit.redeemableHundredths > 0 && missingFen > 0) {
      return { fitting: credits.slice(0, index), missingFen }
    }
  }
  return { fitting: credits, missingFen: 0 }
}
