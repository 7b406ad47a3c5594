import { describe, expect, it } from 'vitest'
import { smallBook } from '#test/quarter.ts'
import type { ExplainedDeed } from '../household/queries.ts'
import { scoreOf } from '../rules.ts'
import { changedItems, countedAspects, emptyAspects, nextBand, uncounted } from './reckoning.ts'

const deed = (id: string, itemKey: string, state: ExplainedDeed['state'] = 'approved') => ({
  ...{ id, itemKey, state, happenedOn: '2026-08-08', valueHundredths: 1000, negative: false },
  ...{ inputs: null, note: '', declarer: 'villager', evidenceCount: 0, steps: [] },
})
const deeds = [
  ...[deed('a', 'ditch'), deed('b', 'ditch'), deed('c', 'ditch'), deed('d', 'road')],
  ...[deed('e', 'road'), deed('f', 'road'), deed('g', 'road', 'refused')],
]
const counted = deeds
  .filter((one) => one.state === 'approved')
  .map((one) => ({ ...one, householdId: 'h' }))
const score = scoreOf(smallBook, counted, 1)
const parts = { items: score.items, deeds, version: { content: smallBook } }

describe('where the points come from', () => {
  it('by part and clause, with why less counted than was done', () => {
    const [work, ...rest] = countedAspects(parts)
    expect(rest).toEqual([])
    expect(work).toMatchObject({ aspect: { key: 'work' }, hundredths: 4000 })
    expect(work!.clauses.map((clause) => [clause.counted.itemKey, clause.cut])).toEqual([
      ['ditch', 'cap'],
      ['road', 'cap'],
    ])
    expect(emptyAspects(parts).map((aspect) => aspect.key)).toEqual(['care'])
    expect(uncounted(parts).map((one) => one.id)).toEqual(['g'])
  })

  it('a part that is full is told apart from a clause that is', () => {
    const narrow = {
      ...smallBook,
      aspects: smallBook.aspects.map((aspect) => ({ ...aspect, maxHundredths: 3000 })),
    }
    const items = scoreOf(narrow, counted, 1).items
    const [work] = countedAspects({ items, deeds, version: { content: narrow } })
    expect(work!.clauses.map((clause) => clause.cut)).toEqual(['cap', 'full'])
  })
})

describe('the next star', () => {
  it.each([
    [0, 0, { stars: 1, missing: 1000 }],
    [2600, 2, { stars: 3, missing: 400 }],
    [5000, 5, null],
  ])('at %i hundredths', (totalHundredths, stars, expected) => {
    expect(nextBand(smallBook, { totalHundredths, stars })).toEqual(expected)
  })
})

describe('what a correction changed', () => {
  it('item by item, also where one came or went', () => {
    const before = scoreOf(smallBook, [{ ...counted[0]! }], 1).items
    const after = scoreOf(smallBook, [counted[0]!, counted[1]!, counted[3]!], 1).items
    expect(changedItems(before, after)).toEqual([
      { itemKey: 'ditch', before: 1000, after: 2000 },
      { itemKey: 'road', before: 0, after: 1000 },
    ])
    expect(changedItems(after, after)).toEqual([])
  })
})
