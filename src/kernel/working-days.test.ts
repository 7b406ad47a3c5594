import { describe, expect, it } from 'vitest'
import { addWorkingDays, isWorkingDay, workingDaysBetween } from './working-days.ts'

describe('addWorkingDays', () => {
  const cases: [string, string, number, string, boolean][] = [
    ['an ordinary week', '2026-11-22', 5, '2026-11-27', false],
    ['no days is the day itself', '2026-11-22', 0, '2026-11-22', false],
    ['over a weekend', '2026-11-26', 2, '2026-11-30', false],
    ['over National Day 2025, which begins on 1 October', '2025-09-30', 1, '2025-10-09', false],
    ['National Day 2025 and the worked Saturday after it', '2025-09-29', 4, '2025-10-11', false],
    ['the worked Sunday before National Day 2025', '2025-09-26', 1, '2025-09-28', false],
    ['over National Day 2026', '2026-09-30', 1, '2026-10-08', false],
    ['National Day 2026 and the worked Saturday after it', '2026-09-30', 3, '2026-10-10', false],
    ['the worked Sunday before National Day 2026', '2026-09-18', 1, '2026-09-20', false],
    ['over Spring Festival 2026', '2026-02-14', 1, '2026-02-24', false],
    ['the worked Saturday before Spring Festival 2026', '2026-02-13', 1, '2026-02-14', false],
    ['the worked Saturday after Spring Festival 2026', '2026-02-27', 1, '2026-02-28', false],
    ['into a year without a published table', '2026-12-30', 3, '2027-01-04', true],
    ['within a year without a published table', '2027-10-01', 2, '2027-10-05', true],
    ['up to the last published day', '2026-12-30', 1, '2026-12-31', false],
  ]
  it.each(cases)('%s', (_, from, days, date, provisional) => {
    expect(addWorkingDays(from, days)).toEqual({ date, provisional })
  })
})

describe('workingDaysBetween', () => {
  it.each([
    ['2026-11-22', '2026-11-27', 5],
    ['2026-11-27', '2026-11-27', 0],
    ['2026-11-27', '2026-11-22', -5],
    ['2026-09-30', '2026-10-10', 3],
  ])('from %s to %s', (from, to, days) => {
    expect(workingDaysBetween(from, to)).toBe(days)
  })
})

describe('isWorkingDay', () => {
  it('knows a holiday, a worked weekend and a weekend', () => {
    expect(['2026-10-01', '2026-10-10', '2026-10-11'].map(isWorkingDay)).toEqual([
      false,
      true,
      false,
    ])
  })
})
