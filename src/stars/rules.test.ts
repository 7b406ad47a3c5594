import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RuleBookContent, RuleItem } from '#compact/model.ts'
import type { CountedDeed } from './model.ts'
import { scoreOf, starsFor } from './rules.ts'

const words = { zh: '测试', en: 'Test' }
const item = (key: string, aspectKey: string, more: Partial<RuleItem> = {}): RuleItem => ({
  ...{ key, aspectKey, clause: '1.1', title: words, description: words },
  ...{ minHundredths: 100, maxHundredths: 500, stepHundredths: null, capHundredths: 800 },
  ...{ evidence: 'none', verifier: 'grid_worker', declarers: ['villager'], negative: false },
  ...{ publishable: true, byAbility: null, basis: null, donation: false, redeemable: true },
  ...more,
})
const book: RuleBookContent = {
  ...{ title: words, about: words, unit: 'household', reckoning: 'household_total' },
  ...{ cycle: 'quarter', bandsVerified: false, minimumHundredths: 600 },
  bands: [1, 2, 3, 4, 5].map((stars) => ({ stars, fromHundredths: 500 + stars * 100 })),
  aspects: [
    { key: 'work', title: words, part: 'base', maxHundredths: 1000 },
    { key: 'care', title: words, part: 'base', maxHundredths: 500 },
  ],
  items: [
    item('ditch', 'work'),
    item('road', 'work'),
    item('elder', 'care', { capHundredths: null }),
    item('straw', 'care', { negative: true, capHundredths: 300 }),
  ],
}
const deed = (
  itemKey: string,
  valueHundredths: number,
  id = `${itemKey}-${valueHundredths}`,
): CountedDeed => ({
  ...{ id, householdId: 'h', itemKey, valueHundredths, negative: itemKey === 'straw' },
})

describe('a score', () => {
  it.each([
    ['nothing done', [], 0, 0],
    ['one deed below the minimum', [deed('ditch', 500)], 500, 0],
    ['the cap of an item', [deed('ditch', 500), deed('ditch', 500, 'b')], 800, 3],
    [
      'the maximum of an aspect',
      [deed('ditch', 500), deed('ditch', 300, 'b'), deed('road', 500)],
      1000,
      5,
    ],
    ['no cap but the aspect', [deed('elder', 500), deed('elder', 400, 'b')], 500, 0],
    ['a deduction with its cap', [deed('ditch', 800), deed('straw', 500)], 500, 0],
    ['never below nothing', [deed('straw', 200)], 0, 0],
  ])('%s', (_, deeds, total, stars) => {
    expect(scoreOf(book, deeds, 2)).toMatchObject({ totalHundredths: total, stars })
  })

  it('is divided by those who take part where the book says so', () => {
    const shared = { ...book, reckoning: 'per_participant' as const }
    expect(scoreOf(shared, [deed('ditch', 500)], 3).totalHundredths).toBe(166)
    expect(scoreOf(shared, [deed('ditch', 500)], 0).totalHundredths).toBe(500)
  })

  it('leads from every item to its deeds', () => {
    const score = scoreOf(book, [deed('ditch', 500, 'b'), deed('ditch', 500, 'a')], 1)
    expect(score.items).toEqual([
      expect.objectContaining({
        itemKey: 'ditch',
        deeds: [
          { id: 'a', valueHundredths: 500 },
          { id: 'b', valueHundredths: 500 },
        ],
        rawHundredths: 1000,
        countedHundredths: 800,
      }),
    ])
  })

  const deeds = fc.array(
    fc.record({
      key: fc.constantFrom('ditch', 'road', 'elder', 'straw'),
      value: fc.integer({ min: 1, max: 900 }),
    }),
    { maxLength: 30 },
  )
  it('does not depend on the order of the deeds, and stays within the book', () => {
    fc.assert(
      fc.property(deeds, (list) => {
        const made = list.map((d, i) => deed(d.key, d.value, `d${String(i).padStart(3, '0')}`))
        const score = scoreOf(book, made, 1)
        expect(scoreOf(book, made.toReversed(), 1)).toEqual(score)
        expect(score.totalHundredths).toBeGreaterThanOrEqual(0)
        expect(score.totalHundredths).toBeLessThanOrEqual(1500)
        const counted = score.items.reduce((sum, i) => sum + i.countedHundredths, 0)
        expect(score.totalHundredths).toBe(Math.max(0, counted))
      }),
    )
  })

  it('never falls when a good deed is added', () => {
    fc.assert(
      fc.property(deeds, fc.constantFrom('ditch', 'road', 'elder'), (list, key) => {
        const made = list.map((d, i) => deed(d.key, d.value, `d${i}`))
        const more = scoreOf(book, [...made, deed(key, 100, 'new')], 1)
        expect(more.totalHundredths).toBeGreaterThanOrEqual(scoreOf(book, made, 1).totalHundredths)
      }),
    )
  })
})

describe('stars', () => {
  it('follow the bands', () => {
    expect([0, 599, 600, 699, 700, 1000, 9999].map((n) => starsFor(book, n))).toEqual([
      0, 0, 1, 1, 2, 5, 5,
    ])
  })
  it('are none where the book has no bands', () => {
    expect(starsFor({ bands: [], minimumHundredths: 0 }, 5000)).toBe(0)
  })
})
