import { read } from '@e965/xlsx'
import { describe, expect, it } from 'vitest'
import { writeSheetsInWorker } from './in-worker.ts'
import { guardText, writeSheets } from './write.ts'

it('puts an apostrophe before whatever begins like a formula', () => {
  for (const text of ['=1', '+1', '-1', '@a', ' =1', '|x', '\t=1', '\r=1']) {
    expect(guardText(text)).toBe(`'${text}`)
  }
  expect(guardText('张三-1')).toBe('张三-1')
})

describe('a written file', () => {
  const rows = [
    ['户编号', '日期', '分'],
    ['001', '2026-11-22', 12.5],
    ['=HYPERLINK("x")', '', -3],
  ]
  const sheet = { title: '得分/明细', rows, widths: [10, 12, 8] }

  it('keeps codes and dates as text and numbers as numbers', () => {
    const book = read(writeSheets([sheet]), { cellNF: true, sheetStubs: true })
    expect(book.SheetNames).toEqual(['得分 明细'])
    const cells = book.Sheets['得分 明细']!
    expect(cells.A2).toMatchObject({ t: 's', v: '001', z: '@' })
    expect(cells.B2).toMatchObject({ t: 's', v: '2026-11-22', z: '@' })
    expect(cells.C2).toMatchObject({ t: 'n', v: 12.5 })
    expect(cells.A3).toMatchObject({ t: 's', v: '\'=HYPERLINK("x")' })
    expect(cells.C3).toMatchObject({ t: 'n', v: -3 })
  })

  it('is named otherwise where Excel keeps a name for itself', () => {
    const named = (title: string) => read(writeSheets([{ ...sheet, title }])).SheetNames
    expect(named('History')).toEqual(['History 1'])
    expect(named('Histories')).toEqual(['Histories'])
  })

  it('is the same when a worker writes it', async () => {
    const written = await Promise.all([writeSheetsInWorker([sheet]), writeSheetsInWorker([sheet])])
    for (const bytes of written) {
      const cells = read(bytes).Sheets['得分 明细']!
      expect([cells.A1?.v, cells.C3?.v]).toEqual(['户编号', -3])
    }
  })
})
