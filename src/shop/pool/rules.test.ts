import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Credit } from './model.ts'
import { countedOf, creditOf, decideCredits, worthOf } from './rules.ts'

const due = (redeemablePercent: number, dividendPercent = 0) => ({
  ...{ scoreId: 's', householdId: 'h', ratingHundredths: 2000, awardedAt: '', schemeId: 'x' },
  ...{ redeemablePercent, dividendPercent },
})
const credit = (redeemableHundredths: number): Credit => ({
  ...{ ...due(100), countedHundredths: redeemableHundredths, redeemableHundredths },
  dividendHundredths: 0,
})

describe('what of a score may buy something', () => {
  it.each([
    ['all of it', 2000, [[2000, true]], 2000],
    ['nothing of a donation', 2000, [[2000, false]], 0],
    [
      'the part that is no donation',
      3000,
      [
        [2000, true],
        [1000, false],
      ],
      2000,
    ],
    ['no more than the score itself', 1500, [[2000, true]], 1500],
  ] as [string, number, [number, boolean][], number][])('is %s', (_, rating, gains, counted) => {
    const list = gains.map(([amount, buys]) => ({ amount, buys }))
    expect(countedOf(rating, list)).toBe(counted)
  })
})

describe('a credit', () => {
  it('follows the rates of its day and drops parts of a hundredth', () => {
    expect(creditOf(due(150, 33), 101)).toMatchObject({
      ...{ redeemableHundredths: 151, dividendHundredths: 33 },
    })
  })
})

describe('crediting', () => {
  const amounts = fc.array(fc.nat({ max: 5000 }), { maxLength: 12 })
  it('never promises more than is in the pool, and lets nobody overtake', () => {
    fc.assert(
      fc.property(
        amounts,
        fc.nat({ max: 20_000 }),
        fc.integer({ min: 1, max: 90 }),
        (list, poolFen, pointFen) => {
          const { fitting, missingFen } = decideCredits(list.map(credit), {
            ...{ poolFen, circulatingHundredths: 0, pointFen },
          })
          const sum = fitting.reduce((all, one) => all + one.redeemableHundredths, 0)
          expect(worthOf(sum, pointFen)).toBeLessThanOrEqual(poolFen)
          expect(fitting.map((one) => one.redeemableHundredths)).toEqual(
            list.slice(0, fitting.length),
          )
          expect(missingFen > 0).toBe(fitting.length < list.length)
        },
      ),
    )
  })
})
