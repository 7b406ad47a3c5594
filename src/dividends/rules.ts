import { ok, type Result, refuse } from '#kernel/result.ts'
import type { DividendsRefusal } from './model.ts'

/** Somebody's points in hundredths, with the number they have in the public table. */
export interface Share {
  readonly number: number
  readonly pointsHundredths: number
}

/**
 * Everybody gets the part of the pool that their points are of all points, cut at the fen; the fen
 * left over go one each to the largest cut-off parts, and of equal ones to the lower line number.
 * Amounts in fen; together they are exactly the pool. No points at all, no amounts.
 * Source: largest remainder, docs/governance.md 1.7.
 */
export function splitPool<S extends Share>(
  poolFen: number,
  shares: readonly S[],
): (S & { readonly amountFen: number })[] {
  const total = BigInt(pointsOf(shares))
  if (total === 0n) return shares.map((share) => ({ ...share, amountFen: 0 }))
  const cut = shares.map((share) => {
    const wanted = BigInt(poolFen) * BigInt(share.pointsHundredths)
    return { share, amountFen: Number(wanted / total), rest: wanted % total }
  })
  const given = cut.reduce((sum, one) => sum + one.amountFen, 0)
  const turn = cut.toSorted((a, b) =>
    a.rest === b.rest ? a.share.number - b.share.number : a.rest > b.rest ? -1 : 1,
  )
  const oneMore = new Set(turn.slice(0, poolFen - given))
  return cut.map((one) => ({
    ...one.share,
    amountFen: one.amountFen + (oneMore.has(one) ? 1 : 0),
  }))
}

/** All points of a dividend, in hundredths. */
export function pointsOf(shares: readonly Pick<Share, 'pointsHundredths'>[]): number {
  return shares.reduce((sum, share) => sum + share.pointsHundredths, 0)
}

/** One share of a pool: hundredths of a point of all hundredths, pool in fen. */
export interface Part {
  readonly poolFen: number
  readonly pointsHundredths: number
  readonly totalHundredths: number
}

/** The exact part in yuan with six decimals, cut off: `3194.858698`. */
export function exactYuan({ poolFen, pointsHundredths, totalHundredths }: Part): string {
  if (totalHundredths === 0) return '0.000000'
  const millionths =
    (BigInt(poolFen) * BigInt(pointsHundredths) * 10_000n) / BigInt(totalHundredths)
  const digits = String(millionths).padStart(7, '0')
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`
}

/** The part rounded to whole steps (1: a fen, 100: a yuan), a half upwards; in fen. */
export function roundedTo(stepFen: number, part: Part): number {
  const { poolFen, pointsHundredths, totalHundredths } = part
  const unit = BigInt(totalHundredths) * BigInt(stepFen)
  const wanted = BigInt(poolFen) * BigInt(pointsHundredths)
  return Number((wanted * 2n + unit) / (unit * 2n)) * stepFen
}

/**
 * The published case of Dachong village, Guangdong: ¥165,130 over 668,819 points of 417 households;
 * 12,940 points were paid ¥3,195, which to the fen is ¥3,194.86. Source: docs/governance.md 1.7.
 */
export const dachong = {
  poolFen: 16_513_000,
  pointsHundredths: 1_294_000,
  totalHundredths: 66_881_900,
} as const satisfies Part

/**
 * Points are paid out of a pool of their own beside the share dividend, never more than so many per
 * cent of it; nobody's share is touched.
 * Source: docs/governance.md 1.7 (Pinghu: at most 20 %), the setting `dividends.pool_cap`.
 */
export function decidePool(of: {
  readonly shareFen: number
  readonly poolFen: number
  readonly capPercent: number
}): Result<null, DividendsRefusal> {
  const { shareFen, poolFen, capPercent } = of
  const mostFen = Math.floor((shareFen * capPercent) / 100)
  if (poolFen <= mostFen) return ok(null)
  return refuse('dividends.over_cap', { most: (mostFen / 100).toFixed(2), percent: capPercent })
}

/**
 * A dividend is final once all its notices have ended and no objection is open: what anybody gets
 * depends on everybody's points. Source: house rule 4; docs/governance.md 1.5.
 */
export function decideFinal(of: {
  readonly state: string
  readonly endsAt: string | null
  readonly now: string
  readonly open: number
}): Result<null, DividendsRefusal> {
  const { state, endsAt, now, open } = of
  if (state !== 'announced' || endsAt === null) return refuse('dividends.not_announced')
  if (now < endsAt) return refuse('dividends.still_running', { endsAt })
  if (open > 0) return refuse('dividends.objection_open', { count: open })
  return ok(null)
}

/** The line as it shall be after an upheld objection; it must differ, and somebody must have points. */
export function decideRemedy<S extends Share & { readonly householdId: string }>(
  shares: readonly S[],
  wanted: { readonly householdId: string; readonly pointsHundredths: number },
): Result<S[], DividendsRefusal> {
  const { householdId, pointsHundredths } = wanted
  const found = shares.find((share) => share.householdId === householdId)
  if (!found) return refuse('dividends.unknown_line')
  if (found.pointsHundredths === pointsHundredths) return refuse('dividends.nothing_changes')
  const next = shares.map((share) => (share === found ? { ...share, pointsHundredths } : share))
  return pointsOf(next) > 0 ? ok(next) : refuse('dividends.nobody_left')
}
