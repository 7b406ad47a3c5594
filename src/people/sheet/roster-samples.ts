import { type CellObject, utils, type WorkSheet, write } from '@e965/xlsx'
import { checkCharacter } from './id-number.ts'
import type { KnownPlaces } from './model.ts'

/** Invented sheets for the tests of this folder. */
export const known: KnownPlaces = {
  groups: ['第一村民小组', '第二村民小组', '第三村民小组', '东屯'],
  grids: ['第一网格', '第二网格'],
  today: '2026-03-15',
}

/** An identity number with a right last character. */
export function makeId(birth: string, order: number, region = '231282'): string {
  const first17 = `${region}${birth}${String(order).padStart(3, '0')}`
  return first17 + checkCharacter(first17)
}

export const headers = [
  '户编号',
  '户主姓名',
  '姓名',
  '性别',
  '身份证号码',
  '与户主关系',
  '联系电话',
  '村民小组',
]

export const headRow = [
  '012',
  '张大山',
  '张大山',
  '男',
  makeId('19700105', 11),
  '户主',
  '13800000001',
  '第3组',
]
export const wifeRow = ['012', '张大山', '李小河', '女', makeId('19720306', 22), '妻', '', '三组']
export const secondHead = ['013', '王远', '王远', '男', makeId('19800910', 33), '户主', '', '东屯']

type Value = string | number | CellObject | null

export type XlsxOptions = { merges?: string[]; title?: string }

export function xlsx(rows: readonly (readonly Value[])[], options: XlsxOptions = {}): Uint8Array {
  const sheet: WorkSheet = {}
  let width = 1
  for (const [r, row] of rows.entries()) {
    width = Math.max(width, row.length)
    for (const [c, value] of row.entries()) {
      if (value === null || value === '') continue
      const type = typeof value === 'number' ? 'n' : 's'
      const cell: CellObject = typeof value === 'object' ? value : { t: type, v: value }
      sheet[utils.encode_cell({ r, c })] = cell
    }
  }
  sheet['!ref'] = `A1:${utils.encode_cell({ r: Math.max(rows.length - 1, 0), c: width - 1 })}`
  sheet['!merges'] = (options.merges ?? []).map((range) => utils.decode_range(range))
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, options.title ?? 'Sheet1')
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', compression: true }))
}

export function csv(rows: readonly (readonly string[])[], mark = ','): string {
  const quote = (text: string) =>
    /[",;\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  return rows.map((row) => row.map(quote).join(mark)).join('\r\n')
}
