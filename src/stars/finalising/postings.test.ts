import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { postingsOf } from './postings.ts'

const line = (itemKey: string, countedHundredths: number) => ({
  ...{ itemKey, aspectKey: 'a', clause: '1.1', negative: countedHundredths < 0, deeds: [] },
  ...{ rawHundredths: Math.abs(countedHundredths), countedHundredths },
})
const score = (totalHundredths: number, ...counted: number[]) => ({
  ...{ scoreId: 's', householdId: 'h', totalHundredths },
  items: counted.map((n, i) => line(`i${i}`, n)),
})
const net = (orders: ReturnType<typeof postingsOf>) =>
  orders.reduce((sum, o) => sum + (o.credit.kind === 'household_rating' ? o.amount : -o.amount), 0)

describe('the postings of a score', () => {
  it.each([
    ['plain', score(800, 500, 300), [500, 300]],
    ['a deduction', score(600, 800, -200), [800, 200]],
    ['cut at nothing', score(0, 300, -500), [300, 300]],
    ['divided by three', score(266, 500, 300), [167, 99]],
    ['too little to be divided', score(0, 1), []],
    ['nothing at all', score(0), []],
  ])('%s', (_, given, amounts) => {
    const orders = postingsOf(given, 'v')
    expect(orders.map((o) => o.amount)).toEqual(amounts)
    expect(net(orders)).toBe(given.totalHundredths)
  })

  it('always add up to the score and cite their clause', () => {
    const items = fc.array(
      fc.integer({ min: -400, max: 900 }).filter((n) => n !== 0),
      { maxLength: 15 },
    )
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 5 }), (counted, share) => {
        const total = Math.floor(
          Math.max(
            0,
            counted.reduce((a, b) => a + b, 0),
          ) / share,
        )
        const orders = postingsOf(score(total, ...counted), 'v')
        expect(net(orders)).toBe(total)
        expect(orders.every((o) => o.amount > 0 && o.clause.startsWith('v/1.1/'))).toBe(true)
      }),
    )
  })
})
