import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { starHousehold } from '#compact/templates/star-household.ts'
import { smallBook } from '#test/quarter.ts'
import { tabledBook } from '#test/tabled.ts'
import type { CountedDeed } from '../model.ts'
import { scoreOf } from '../rules.ts'
import {
  countRevalued,
  goneClauses,
  newClauses,
  tallyOf,
  tryHouseholds,
  valueUnder,
  winnersOf,
} from './rules.ts'

const book = starHousehold.content
const [first, second] = book.items
const deed = (id: string, itemKey: string, valueHundredths: number): CountedDeed => ({
  ...{ id, householdId: 'h', itemKey, valueHundredths, negative: false },
})

describe('the value of a deed under another book', () => {
  it.each([
    [100, 100, 500, null, 100],
    [50, 100, 500, null, 100],
    [700, 100, 500, null, 500],
    [370, 100, 500, 100, 300],
    [333, 100, 500, null, 333],
    [20, 400, 400, null, 400],
  ])('%i in %i to %i by %o is %i', (value, minHundredths, maxHundredths, step, kept) => {
    const item = { minHundredths, maxHundredths, stepHundredths: step }
    expect(valueUnder(item, { valueHundredths: value })).toBe(kept)
  })

  it('follows from its table where that asks what was answered, and is kept elsewhere', () => {
    const ditch = tabledBook.items[0]!
    const done = { valueHundredths: 450, inputs: { hours: 3, tool: 'spade', able: 'no' } }
    expect(valueUnder(ditch, done)).toBe(300)
    expect(valueUnder(ditch, { ...done, inputs: { days: 3 } })).toBe(450)
    expect(valueUnder(ditch, { ...done, inputs: null })).toBe(450)
    expect(valueUnder(smallBook.items[0]!, done)).toBe(450)
    const counted = { ...done, id: 'd', householdId: 'h', itemKey: 'ditch', negative: false }
    expect(countRevalued(tabledBook, [counted, { ...counted, inputs: null }])).toBe(1)
  })
})

const deeds = fc.array(
  fc.record({
    id: fc.uuid(),
    householdId: fc.constant('h'),
    item: fc.constantFrom(...book.items),
  }),
  { maxLength: 30 },
)

describe('a trial', () => {
  it('with the same book changes nothing, and is what a close reckons', () => {
    fc.assert(
      fc.property(deeds, fc.integer({ min: 1, max: 6 }), (list, participants) => {
        const done = list.map(({ id, householdId, item }) => ({
          ...{ id, householdId, itemKey: item.key, negative: item.negative },
          valueHundredths: item.maxHundredths,
        }))
        const books = { before: book, after: book }
        const [tried] = tryHouseholds(books, [{ householdId: 'h', participants, deeds: done }])
        const { totalHundredths, stars } = scoreOf(book, done, participants)
        expect(tried!.before).toEqual({ totalHundredths, stars })
        expect(tried!.after).toEqual(tried!.before)
      }),
    )
  })

  const after = {
    ...book,
    items: [
      { ...second!, minHundredths: 100, maxHundredths: 100, stepHundredths: null },
      ...book.items.slice(2),
      { ...first!, key: 'snow_swept', clause: '1.9' },
    ],
  }
  const done = [deed('a', first!.key, 200), deed('b', second!.key, 200)]

  it('leaves out what the book no longer has and values the rest by it', () => {
    const books = { before: book, after }
    const [tried] = tryHouseholds(books, [{ householdId: 'h', participants: 2, deeds: done }])
    expect(tried!.before.totalHundredths).toBe(400)
    expect(tried!.after.totalHundredths).toBe(100)
    expect(countRevalued(after, done)).toBe(1)
  })

  it('names the clauses that are gone with their deeds, and those that are new', () => {
    expect(goneClauses([book, book], after, done)).toEqual([
      { clause: first!.clause, title: first!.title, deeds: 1, hundredths: 200 },
    ])
    expect(newClauses([book], after).map((one) => one.clause)).toEqual(['1.9'])
    expect(newClauses([book], book)).toEqual([])
  })
})

describe('the sums of a trial', () => {
  const of = (householdId: string, before: number, after: number) => ({
    householdId,
    before: { totalHundredths: before * 100, stars: before },
    after: { totalHundredths: after * 100, stars: after },
  })
  it('count households once, over all cycles', () => {
    const quarters = [
      [of('a', 1, 3), of('b', 2, 1), of('c', 1, 2)],
      [of('a', 2, 2), of('b', 2, 2), of('c', 3, 2)],
    ]
    expect(winnersOf(quarters)).toEqual({
      households: 3,
      points: { more: 1, fewer: 1, same: 1 },
      stars: { more: 1, fewer: 1, same: 1 },
    })
  })
  it('count stars and add points', () => {
    const tally = tallyOf([1, 5, 5].map((stars) => ({ stars, totalHundredths: 700 })))
    expect(tally).toEqual({ households: [0, 1, 0, 0, 0, 2], issuedHundredths: 2100 })
  })
})
