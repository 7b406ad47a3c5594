import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Good } from '../catalogue/model.ts'
import type { ReversalStep } from './model.ts'
import { decideAnswer, decidePrice, hadInPeriod, maskName, pricedLine } from './rules.ts'

const good = (pricePoints: number): Good => ({
  ...{ id: 'g', kind: 'goods', name: { zh: '米', en: '' }, about: { zh: '', en: '' } },
  ...{ supplier: '供销社', pricePoints, stock: 9, most: null, period: null, photo: null },
  withdrawnAt: null,
})
const none = { stars: 0, percent: 0, applies: null }

describe('a name at the till', () => {
  it.each([
    ['王小花', '王＊＊'],
    ['李', '李'],
    ['', ''],
  ])('%s is shown as %s', (name, shown) => {
    expect(maskName(name)).toBe(shown)
  })
})

describe('a price', () => {
  it.each([
    [10, 3, 20, 24],
    [1, 1, 90, 1],
    [7, 1, 10, 6],
  ])('of %i points, %i times, less %i per cent, is %i', (price, quantity, percent, points) => {
    const off = { stars: 3, percent, applies: 'points' as const }
    expect(pricedLine(good(price), quantity, off).points).toBe(points)
  })

  const whole = (max: number) => fc.integer({ min: 1, max })
  it('is paid in points and cash together, and the pool owes for the points alone', () => {
    fc.assert(
      fc.property(whole(200), whole(9), whole(400), (price, quantity, paid) => {
        const priced = decidePrice([pricedLine(good(price), quantity, none)], {
          ...{ paidPoints: paid, pointFen: 50, off: none },
        })
        expect(priced.ok).toBe(paid <= price * quantity)
        if (!priced.ok) return
        expect(priced.value.worthFen + priced.value.cashFen).toBe(price * quantity * 50)
      }),
    )
  })
})

describe('a limit', () => {
  it('begins anew with the month, quarter or year', () => {
    const had = ['2026-09-30', '2026-10-01', '2026-11-02'].map((on) => ({
      ...{ goodId: 'g', quantity: 1, on },
    }))
    const count = (period: Good['period']) =>
      hadInPeriod([{ id: 'g', period }], had, '2026-11-20').get('g')
    expect([count('month'), count('quarter'), count('year')]).toEqual([1, 2, 3])
  })
})

describe('an answer to taking back', () => {
  const asked: ReversalStep = {
    ...{ kind: 'proposed', side: 'shop', reason: '', takenAt: '', takenBy: 'p1' },
  }
  const answer = (facts: object) =>
    decideAnswer({
      ...{ state: 'reversal_proposed', asked, side: 'household', personIds: ['p2'] },
      ...facts,
    })
  it.each<[string, object]>([
    ['shop.same_person', { personIds: ['p2', 'p1'] }],
    ['shop.other_side_answers', { side: 'shop' }],
    ['shop.no_reversal_open', { state: 'done' }],
    ['shop.already_reversed', { state: 'reversed' }],
  ])('is refused as %s', (code, facts) => {
    expect(answer(facts)).toMatchObject({ ok: false, code })
  })
  it('is taken from the other side', () => {
    expect(answer({}).ok).toBe(true)
  })
})
