import { expect, test } from 'vitest'
import { addDays } from '#kernel/clock.ts'
import { decisionOf, recordsWith } from '#test/radar-records.ts'
import type { Inspection } from '../model.ts'
import { usualThresholds } from '../records.ts'
import { findBursts } from './rules.ts'

const end: Inspection = { on: '2026-12-31', kind: 'cycle_end' }
const many = (count: number, from: string, days: number) =>
  Array.from({ length: count }, (_, n) =>
    decisionOf(`deed-${from}-${n}`, 'officer', { on: addDays(from, n % days) }),
  )
const burst = (decisions: ReturnType<typeof many>, inspections: Inspection[] = [end]) =>
  findBursts(recordsWith({ decisions, inspections }), usualThresholds)

test('many confirmations in the last days before the period ends raise the question how all were seen', () => {
  const [flag, ...more] = burst([...many(30, '2026-10-01', 80), ...many(40, '2026-12-25', 7)])
  expect(more).toEqual([])
  expect(flag).toMatchObject({
    ...{ kind: 'burst', personId: 'officer', key: 'burst:officer:2026-12-31' },
    measures: {
      confirmed: 40,
      earlier: 30,
      from: '2026-12-25',
      before: 'cycle_end',
      earlierDays: 85,
    },
  })
  expect(flag!.deedIds).toHaveLength(40)
})

test('a steady hand, a few deeds, and days that were no inspection raise none', () => {
  expect(burst(many(90, '2026-10-01', 92))).toEqual([])
  expect(burst(many(19, '2026-12-25', 7))).toEqual([])
  expect(burst([...many(30, '2026-10-01', 80), ...many(40, '2026-11-10', 7)])).toEqual([])
})

test('the days before somebody was known to come count as well, not returns', () => {
  const decisions = [...many(30, '2026-10-01', 45), ...many(40, '2026-11-14', 7)]
  const come: Inspection = { on: '2026-11-20', kind: 'announced' }
  expect(burst(decisions, [end, come])).toMatchObject([{ measures: { before: 'announced' } }])
  const returned = decisions.map((one) => ({ ...one, agrees: false }))
  expect(burst(returned, [end, come])).toEqual([])
})
