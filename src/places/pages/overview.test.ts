import { describe, expect, it } from 'vitest'
import { arranged, exactly } from '#ui/arranged.ts'
import {
  type Branch,
  crumbsAbove,
  isException,
  notBegun,
  overviewRows,
  type Standing,
} from './overview.ts'
import { overviewColumns, overviewSheetColumns } from './overview-columns.ts'

const branch = (code: string, level: Branch['level'] = 'township'): Branch => ({
  ...{ code, name: `地${code}`, level, places: 0, villages: 2 },
})
const standing = (tenantCode: string, overdue: number): Standing => ({
  ...{ tenantCode, waiting: overdue + 1, overdue, openAppeals: 1 },
  cycle: { unit: 'quarter', year: 2026, number: 3, state: 'running' },
})
const villages = [
  { code: 'v1', top: 't1' },
  { code: 'v2', top: 't1' },
  { code: 'v3', top: 't2' },
]

const late = [standing('v3', 9)]
const all = { q: '', offset: 0, limit: 100 }

describe('the lines of an overview', () => {
  it('add up the villages of each township, moved ones where they belong now', () => {
    const rows = overviewRows(
      [branch('t1'), branch('t2')],
      [standing('v1', 2), standing('v2', 3)],
      villages,
    )
    expect(rows).toMatchObject([
      { code: 't1', begun: 2, overdue: 5, waiting: 7, openAppeals: 2, cycle: null },
      { code: 't2', begun: 0, overdue: 0, waiting: 0, openAppeals: 0, cycle: null },
    ])
  })

  it('show a village its own quarter', () => {
    const own = [{ code: 'v1', top: 'v1' }]
    const [row] = overviewRows([branch('v1', 'village')], [standing('v1', 0)], own)
    expect(row?.cycle).toMatchObject({ year: 2026, number: 3 })
  })

  it('tell exceptions from quiet places, and those that have not begun from both', () => {
    const calm = { ...standing('v1', 0), openAppeals: 0 }
    const [one, two] = overviewRows(
      [branch('t1'), branch('t2')],
      [calm, standing('v3', 1)],
      villages,
    )
    expect([isException(one!), isException(two!)]).toEqual([false, true])
    expect(notBegun(one!)).toBe(1)
    const own = [{ code: 'v1', top: 'v1' }]
    const [village] = overviewRows([branch('v1', 'village')], [], own)
    expect(notBegun(village!)).toBe(1)
  })

  it('lead back up as far as the reader’s posts reach', () => {
    const above = [
      { code: 'p', name: '省', level: 'province' },
      { code: 'c', name: '县', level: 'county' },
      { code: 't', name: '镇', level: 'township' },
    ] as const
    const labels = (post: string) => crumbsAbove(above, [post], '').map((crumb) => crumb.label)
    expect(labels('county_official')).toEqual(['县', '镇'])
    expect(labels('township_official')).toEqual(['镇'])
    expect(crumbsAbove(above, ['county_official'], '?at=c')[0]?.href).toBe(
      '/office/overview/c?at=c',
    )
  })

  it.each(['township', 'village'] as const)('of a %s are sorted by its columns', (level) => {
    const rows = overviewRows([branch('t1', level), branch('t2', level)], late, villages)
    const columns = overviewColumns(level === 'village')
    const by = (sort: string, descending: boolean) =>
      arranged(rows, columns, { ...all, sort, descending }).rows.map((row) => row.code)
    expect(by('overdue', true)).toEqual(['t2', 't1'])
    expect(by('overdue', false)).toEqual(['t1', 't2'])
    expect(by('name', true)).toEqual(['t2', 't1'])
    expect(by('colour', true)).toEqual(['t1', 't2'])
  })

  it('give a sheet numbers to add up, and the code of every place', () => {
    const rows = overviewRows([branch('t1')], [standing('v1', 3)], villages)
    const columns = overviewSheetColumns(false)
    expect(columns.map((column) => exactly(column, rows[0]!))).toEqual([
      '地t1',
      2,
      1,
      4,
      3,
      1,
      't1',
    ])
  })
})
