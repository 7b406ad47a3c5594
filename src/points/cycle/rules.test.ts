import { describe, expect, it } from 'vitest'
import { openablePeriods } from './rules.ts'

const version = (
  id: string,
  effectiveFrom: string | null,
  cycle: 'month' | 'quarter' | 'year' = 'quarter',
) => ({
  ...{ id, effectiveFrom },
  content: { cycle },
})
const names = (periods: ReturnType<typeof openablePeriods>) =>
  periods.map((p) => `${p.year}-${p.number}`)

describe('the periods that can be opened', () => {
  it('are the present one and the next two, across the year', () => {
    const periods = openablePeriods([version('a', '2026-07-01')], [], '2026-11-22')
    expect(names(periods)).toEqual(['2026-4', '2027-1', '2027-2'])
    expect(periods[0]).toMatchObject({ startsOn: '2026-10-01', endsOn: '2026-12-31' })
  })
  it('begin only once their rule book is in force', () => {
    expect(names(openablePeriods([version('a', '2026-10-02')], [], '2026-11-22'))).toEqual([
      '2027-1',
      '2027-2',
    ])
    expect(openablePeriods([version('a', null)], [], '2026-11-22')).toEqual([])
  })
  it('count no day twice', () => {
    const taken = [{ startsOn: '2026-10-01', endsOn: '2026-12-31' }]
    expect(names(openablePeriods([version('a', '2026-01-01')], taken, '2026-11-22'))).toEqual([
      '2027-1',
      '2027-2',
    ])
  })
  it('stand under the version named last where two are in force', () => {
    const both = [version('old', '2026-01-01'), version('new', '2026-10-01')]
    expect(openablePeriods(both, [], '2026-11-22').map((p) => p.ruleVersionId)).toEqual([
      'new',
      'new',
      'new',
    ])
  })
  it('may be months and years too', () => {
    expect(names(openablePeriods([version('a', '2026-01-01', 'month')], [], '2026-12-05'))).toEqual(
      ['2026-12', '2027-1', '2027-2'],
    )
    expect(names(openablePeriods([version('a', '2026-01-01', 'year')], [], '2026-12-05'))).toEqual([
      '2026-1',
      '2027-1',
      '2028-1',
    ])
  })
})
