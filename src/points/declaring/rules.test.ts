import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RuleItem } from '#compact/model.ts'
import { starHousehold } from '#compact/templates/star-household.ts'
import {
  cycleDays,
  decideDeclare,
  decideNegative,
  decideValue,
  type EntryFacts,
  findItem,
  valueChoices,
} from '#points/rules.ts'

const itemOf = (key: string) => findItem(starHousehold.content, key)!
const helped = itemOf('neighbour_helped')
const dumping = itemOf('dumping')

const facts: EntryFacts = {
  item: helped,
  today: '2026-11-22',
  cycle: { open: true },
  windowDays: 30,
  household: { exists: true, takesPart: true },
  qualities: ['villager'],
  alreadyHundredths: 0,
  duplicate: false,
}

const codeOf = (result: { ok: boolean; code?: string }) => (result.ok ? 'ok' : result.code)

describe('a cycle', () => {
  test.each([
    ['quarter', 2026, 3, '2026-07-01', '2026-09-30'],
    ['month', 2028, 2, '2028-02-01', '2028-02-29'],
    ['year', 2026, 1, '2026-01-01', '2026-12-31'],
  ] as const)('%s %d/%d', (unit, year, number, startsOn, endsOn) => {
    expect(cycleDays(unit, year, number)).toEqual({ ok: true, value: [startsOn, endsOn] })
  })

  test('there is no fifth quarter', () => {
    expect(codeOf(cycleDays('quarter', 2026, 5))).toBe('points.value_out_of_range')
  })

  test('the months of a year follow each other without gap or overlap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 2199 }), fc.integer({ min: 1, max: 11 }), (y, n) => {
        const [first, next] = [cycleDays('month', y, n), cycleDays('month', y, n + 1)]
        if (!first.ok || !next.ok) return false
        return Date.parse(next.value[0]) - Date.parse(first.value[1]) === 86_400_000
      }),
    )
  })
})

describe('declaring', () => {
  const on = { happenedOn: '2026-11-21' }
  const cases: [string, Partial<EntryFacts>, { happenedOn: string; valueHundredths?: number }][] = [
    ['ok', {}, on],
    ['points.unknown_item', { item: null }, on],
    ['points.item_is_negative', { item: dumping }, on],
    ['points.not_your_item', { qualities: ['supervision_member'] }, on],
    ['points.not_your_item', { qualities: [] }, on],
    ['points.unknown_household', { household: { exists: false, takesPart: false } }, on],
    ['points.not_taking_part', { household: { exists: true, takesPart: false } }, on],
    ['points.in_future', {}, { happenedOn: '2026-11-23' }],
    ['ok', {}, { happenedOn: '2026-11-22' }],
    ['ok', {}, { happenedOn: '2026-10-23' }],
    ['points.too_long_ago', {}, { happenedOn: '2026-10-22' }],
    ['points.no_open_cycle', { cycle: null }, on],
    ['points.cycle_closed', { cycle: { open: false } }, on],
    ['points.value_out_of_range', {}, { ...on, valueHundredths: 101 }],
    ['points.duplicate', { duplicate: true }, on],
    ['ok', { alreadyHundredths: 399 }, on],
    ['points.cap_reached', { alreadyHundredths: 400 }, on],
  ]
  test.each(cases)('%s %j %j', (code, more, entry) => {
    expect(codeOf(decideDeclare({ ...facts, ...more }, entry))).toBe(code)
  })

  test('a neighbour does not learn who does not take part', () => {
    const household = { exists: true, takesPart: false }
    const praised = decideDeclare({ ...facts, household, qualities: ['neighbour'] }, on)
    expect(codeOf(praised)).toBe('points.unknown_household')
  })

  test('the first quality that the item allows is the one it is entered in', () => {
    const qualities = ['supervision_member', 'grid_worker', 'neighbour']
    const decided = decideDeclare({ ...facts, qualities }, on)
    expect(decided).toMatchObject({ ok: true, value: { declarer: 'grid_worker' } })
  })
})

describe('a deduction', () => {
  const officer: EntryFacts = { ...facts, item: dumping, qualities: ['grid_worker'] }
  const shown = { happenedOn: '2026-11-21', evidenceCount: 1 }
  test('is noted by a named officer with something to show', () => {
    expect(codeOf(decideNegative(officer, shown))).toBe('ok')
    expect(codeOf(decideNegative(officer, { ...shown, evidenceCount: 0 }))).toBe(
      'points.evidence_missing',
    )
    expect(codeOf(decideNegative({ ...officer, item: helped }, shown))).toBe(
      'points.item_is_not_negative',
    )
    expect(codeOf(decideNegative({ ...officer, item: null }, shown))).toBe('points.unknown_item')
  })

  test('is never noted by a neighbour, even where a rule book would let one', () => {
    const loose: RuleItem = { ...dumping, declarers: ['neighbour', 'villager'] }
    for (const quality of ['neighbour', 'villager']) {
      const decided = decideNegative({ ...officer, item: loose, qualities: [quality] }, shown)
      expect(codeOf(decided)).toBe('points.not_your_item')
    }
  })
})

describe('the value of a deed', () => {
  const ranged: RuleItem = {
    ...helped,
    minHundredths: 100,
    maxHundredths: 350,
    stepHundredths: 100,
  }
  test.each([
    [undefined, 100],
    [200, 200],
    [350, 350],
    [250, null],
    [400, null],
    [0, null],
    [-100, null],
  ])('%s', (wanted, value) => {
    const decided = decideValue(ranged, wanted)
    expect(decided.ok ? decided.value : null).toBe(value)
  })

  test('every choice offered is allowed, and they rise', () => {
    const arbitrary = fc.record({
      minHundredths: fc.integer({ min: 0, max: 2000 }),
      more: fc.integer({ min: 0, max: 2000 }),
      stepHundredths: fc.option(fc.integer({ min: 1, max: 500 }), { nil: null }),
    })
    fc.assert(
      fc.property(arbitrary, ({ minHundredths, more, stepHundredths }) => {
        const maxHundredths = Math.max(1, minHundredths + more)
        const item = { ...helped, minHundredths, maxHundredths, stepHundredths }
        const choices = valueChoices(item)
        const rising = choices.every((value, i) => i === 0 || value > choices[i - 1]!)
        return rising && choices.every((value) => decideValue(item, value).ok)
      }),
    )
  })
})
