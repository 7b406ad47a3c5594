import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dachong,
  decideFinal,
  decidePool,
  decideRemedy,
  exactYuan,
  pointsOf,
  roundedTo,
  splitPool,
} from './rules.ts'

const shares = (...points: number[]) =>
  points.map((pointsHundredths, index) => ({ number: index + 1, pointsHundredths }))
const amounts = (poolFen: number, ...points: number[]) =>
  splitPool(poolFen, shares(...points)).map((one) => one.amountFen)

const village = fc
  .array(fc.integer({ min: 0, max: 5_000_000 }), { minLength: 1, maxLength: 60 })
  .filter((points) => points.some((one) => one > 0))
const pools = fc.integer({ min: 1, max: 10_000_000_000 })

describe('the pool split over the points', () => {
  it.each<[string, number, number[], number[]]>([
    ['even', 900, [100, 100, 100], [300, 300, 300]],
    ['a fen over, equal parts: the lowest number', 100, [1, 1, 1], [34, 33, 33]],
    ['two fen over: the largest cut-off parts', 100, [3, 3, 1], [43, 43, 14]],
    ['less money than households', 2, [5, 5, 5], [1, 1, 0]],
    ['no points, no amount', 1000, [0, 10], [0, 1000]],
    ['nobody has points', 1000, [0, 0], [0, 0]],
  ])('%s', (_, poolFen, points, expected) => {
    expect(amounts(poolFen, ...points)).toEqual(expected)
  })

  it('adds up to exactly the pool', () => {
    fc.assert(
      fc.property(pools, village, (poolFen, points) => {
        const sum = amounts(poolFen, ...points).reduce((all, one) => all + one, 0)
        expect(sum).toBe(poolFen)
      }),
    )
  })

  it('differs from nobody’s exact part by a fen or more', () => {
    fc.assert(
      fc.property(pools, village, (poolFen, points) => {
        const list = splitPool(poolFen, shares(...points))
        const total = BigInt(pointsOf(list))
        for (const { amountFen, pointsHundredths } of list) {
          const off = BigInt(amountFen) * total - BigInt(poolFen) * BigInt(pointsHundredths)
          expect(off < total && -off < total).toBe(true)
        }
      }),
    )
  })

  it('treats equal points alike, up to one fen that the lower number gets', () => {
    fc.assert(
      fc.property(pools, village, (poolFen, points) => {
        const list = splitPool(poolFen, shares(...points, ...points))
        for (const [index, one] of list.entries()) {
          for (const other of list.slice(index + 1)) {
            if (one.pointsHundredths !== other.pointsHundredths) continue
            expect([0, 1]).toContain(one.amountFen - other.amountFen)
          }
        }
      }),
    )
  })

  it('gives nobody less for more points', () => {
    fc.assert(
      fc.property(pools, village, (poolFen, points) => {
        const list = splitPool(poolFen, shares(...points)).toSorted(
          (a, b) => a.pointsHundredths - b.pointsHundredths || b.number - a.number,
        )
        expect(list.map((one) => one.amountFen)).toEqual(
          list.map((one) => one.amountFen).toSorted((a, b) => a - b),
        )
      }),
    )
  })
})

describe('the published case of Dachong', () => {
  it('is 3,194.86 to the fen and 3,195 to the yuan', () => {
    expect(exactYuan(dachong)).toBe('3194.858698')
    expect(roundedTo(1, dachong)).toBe(319_486)
    expect(roundedTo(100, dachong)).toBe(319_500)
  })

  it('comes out the same where the rest of the points lie with others', () => {
    const rest = dachong.totalHundredths - dachong.pointsHundredths
    const list = splitPool(dachong.poolFen, shares(dachong.pointsHundredths, rest))
    expect(list.map((one) => one.amountFen)).toEqual([319_486, dachong.poolFen - 319_486])
  })

  it('has no part where there are no points', () => {
    expect(exactYuan({ ...dachong, totalHundredths: 0 })).toBe('0.000000')
    expect(exactYuan({ poolFen: 1, pointsHundredths: 1, totalHundredths: 200 })).toBe('0.000050')
  })
})

describe('the pool', () => {
  it('is at most its share of the share dividend', () => {
    const share = { shareFen: 1_000_001, capPercent: 20 }
    expect(decidePool({ ...share, poolFen: 200_000 }).ok).toBe(true)
    expect(decidePool({ ...share, poolFen: 200_001 })).toMatchObject({
      ...{ ok: false, code: 'dividends.over_cap', details: { most: '2000.00', percent: 20 } },
    })
  })
})

describe('a dividend', () => {
  const ended = { state: 'announced', endsAt: '2026-12-01T16:00:00Z', open: 0 }
  it.each<[string, object]>([
    ['dividends.not_announced', { state: 'planned', endsAt: null }],
    ['dividends.not_announced', { state: 'final' }],
    ['dividends.still_running', { now: '2026-12-01T15:59:59Z' }],
    ['dividends.objection_open', { open: 1 }],
  ])('is not final: %s', (code, facts) => {
    expect(decideFinal({ ...ended, now: '2026-12-01T16:00:00Z', ...facts })).toMatchObject({ code })
  })
  it('is final when its notice has ended and nobody objects', () => {
    expect(decideFinal({ ...ended, now: '2026-12-01T16:00:00Z' }).ok).toBe(true)
  })
})

describe('a remedy', () => {
  const here = [
    { number: 1, householdId: 'a', pointsHundredths: 500 },
    { number: 2, householdId: 'b', pointsHundredths: 0 },
  ]
  it('changes one line and leaves the others', () => {
    const done = decideRemedy(here, { householdId: 'a', pointsHundredths: 700 })
    expect(done).toMatchObject({ value: [{ pointsHundredths: 700 }, { pointsHundredths: 0 }] })
  })
  it.each<[string, string, number]>([
    ['dividends.unknown_line', 'c', 100],
    ['dividends.nothing_changes', 'a', 500],
    ['dividends.nobody_left', 'a', 0],
  ])('is refused as %s', (code, householdId, pointsHundredths) => {
    expect(decideRemedy(here, { householdId, pointsHundredths })).toMatchObject({ code })
  })
})
