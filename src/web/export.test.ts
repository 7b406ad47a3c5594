import { read } from '@e965/xlsx'
import { describe, expect, it } from 'vitest'
import { writeSheets } from '#kernel/sheet/write.ts'
import type { Column } from '#ui/shapes.ts'
import { everyRow, inOrder, sheetOf, whoWords } from './export.ts'

interface Row {
  readonly id: string
  readonly since: string
  readonly points: number
}
const row = (n: number): Row => ({ id: String(n), since: `2026-01-0${(n % 9) + 1}`, points: n })
const columns: Column<Row>[] = [
  { key: 'id', label: '户编号', sort: true },
  { key: 'since', label: '自', text: () => '昨天', exact: ({ since }) => since },
  { key: 'points', label: '分', sort: true },
]

describe('every row of a list', () => {
  const all = Array.from({ length: 450 }, (_, n) => row(n))
  const parts = {
    of: (found: { rows: Row[]; total: number }) => found.rows,
    key: ({ id }: Row) => id,
  }

  it('is read part by part, in order and to the end', async () => {
    const asked: number[] = []
    const rows = await everyRow(async ({ offset, limit }) => {
      asked.push(offset)
      return { rows: all.slice(offset, offset + limit), total: all.length }
    }, parts)
    expect(rows).toEqual(all)
    expect(asked).toEqual([0, 200, 400])
  })
  it('is not taken twice when another row comes in before it meanwhile', async () => {
    const rows = await everyRow(async ({ offset, limit }) => {
      const now = offset === 0 ? all : [row(999), ...all]
      return { rows: now.slice(offset, offset + limit), total: now.length }
    }, parts)
    expect(rows).toEqual(all)
  })
  it('of an empty list is none, asked once', async () => {
    let times = 0
    const rows = await everyRow(async () => {
      times += 1
      return { rows: [], total: 0 }
    }, parts)
    expect([rows, times]).toEqual([[], 1])
  })
})

describe('an exported sheet', () => {
  const notes = ['导出人：测试', '=1+1']
  const book = read(writeSheets([sheetOf({ title: '各户', columns, rows: [row(3)] }, notes)]))
  const cells = book.Sheets[book.SheetNames[0]!]!

  it('has the words of the columns, exact dates, and numbers that add up', () => {
    expect(['A1', 'B1', 'C1'].map((at) => cells[at]?.v)).toEqual(['户编号', '自', '分'])
    expect([cells.A2?.v, cells.B2?.v, cells.C2?.v]).toEqual(['3', '2026-01-04', 3])
  })
  it('says below the rows who took it, and lets no program compute anything', () => {
    expect(cells.A3).toBeUndefined()
    expect(cells.A4?.v).toBe('导出人：测试')
    expect(cells.A5?.v).toBe("'=1+1")
  })
})

it('a list that is read whole is handed out in the order of its page', () => {
  const rows = [row(1), row(10), row(2)]
  const taken = (query: string) =>
    inOrder(rows, columns, { url: new URL(`http://village.invalid/${query}`), own: '-points' })
  expect(taken('').map(({ id }) => id)).toEqual(['10', '2', '1'])
  expect(taken('?sort=id&page=2').map(({ id }) => id)).toEqual(['1', '2', '10'])
})

describe('who took it', () => {
  const me = { name: '李小河', residences: [], posts: [], behalf: null }
  const post = {
    tenantCode: '1',
    place: '村',
    post: 'scorekeeper',
    organisationKind: 'x',
    reach: [],
  }
  it('is named with the office, and with whom they act for', () => {
    expect(whoWords(me, '1')).toBe('李小河')
    expect(whoWords({ ...me, posts: [post] }, '1')).toMatch(/^李小河（.+）$/)
    const behalf = { name: '王大山', tenantCode: '1' }
    expect(whoWords({ ...me, behalf }, '1')).toBe('李小河（代 王大山）')
    expect(whoWords(null, '1')).toBe('未登录的访客')
  })
})
