import { describe, expect, test } from 'vitest'
import { arranged, exactly, said, sortsOf } from './arranged.ts'
import type { Column } from './shapes.ts'

interface Row {
  code: string
  name: string | null
  since: string
  members: number
}
const columns: Column<Row>[] = [
  { key: 'code', label: '户编号', sort: true },
  { key: 'name', label: '姓名', sort: true },
  { key: 'since', label: '自', sort: true, text: () => '很久以前', exact: (row) => row.since },
  { key: 'members', label: '人数', sort: true },
  { key: 'note', label: '备注' },
]
const rows: Row[] = [
  { code: '1000', name: '张三', since: '2026-03-01', members: 4 },
  { code: '999', name: '阿依', since: '2026-01-02', members: 10 },
  { code: '012', name: null, since: '2025-12-31', members: 4 },
]
const asked = { q: '', sort: '', descending: false, offset: 0, limit: 50 }
const codes = (more: object) =>
  arranged(rows, columns, { ...asked, ...more }).rows.map((row) => row.code)

describe('a list that is read whole', () => {
  test('keeps its own order unless one is asked for that its columns offer', () => {
    expect(codes({})).toEqual(['1000', '999', '012'])
    expect(codes({ sort: 'note' })).toEqual(['1000', '999', '012'])
    expect(sortsOf(columns)).toEqual(['code', 'name', 'since', 'members'])
  })
  test('is ordered by numbers, codes, sounds and exact dates', () => {
    expect(codes({ sort: 'code' })).toEqual(['012', '999', '1000'])
    expect(codes({ sort: 'name' })).toEqual(['999', '1000', '012'])
    expect(codes({ sort: 'name', descending: true })).toEqual(['1000', '999', '012'])
    expect(codes({ sort: 'since' })).toEqual(['012', '999', '1000'])
    expect(codes({ sort: 'members', descending: true })).toEqual(['999', '1000', '012'])
  })
  test('is searched in what it says, in full width too, and cut to a page', () => {
    expect(codes({ q: '９９９' })).toEqual(['999'])
    expect(codes({ q: '很久' })).toHaveLength(3)
    expect(codes({ q: '2025' })).toEqual([])
    expect(arranged(rows, columns, { ...asked, offset: 2, limit: 2 })).toEqual({
      rows: [rows[2]],
      total: 3,
    })
  })
  test('leaves the rows it was given as they were', () => {
    codes({ sort: 'code' })
    expect(rows.map((row) => row.code)).toEqual(['1000', '999', '012'])
  })
})

test('a cell says one thing to people and may say another to a sheet', () => {
  const since = columns[2]!
  expect([said(since, rows[0]!), exactly(since, rows[0]!)]).toEqual(['很久以前', '2026-03-01'])
  expect([said(columns[1]!, rows[2]!), exactly(columns[4]!, rows[2]!)]).toEqual(['', ''])
  expect(exactly(columns[3]!, rows[0]!)).toBe(4)
})
