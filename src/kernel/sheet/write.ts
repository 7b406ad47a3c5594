import { type CellObject, utils, type WorkSheet, write } from '@e965/xlsx'

const TEXT_FORMAT = '@'
const LONGEST_CELL = 32_000

/** A number is written as a number, so that it can be added up; everything else is text. */
export type SheetValue = string | number

export interface Sheet {
  readonly title: string
  /** The header first. */
  readonly rows: readonly (readonly SheetValue[])[]
  /** In characters, by column. */
  readonly widths: readonly number[]
}

/**
 * A cell is only ever text: what begins like a formula gets an apostrophe in front, so that no
 * program computes it even after the sheet is saved as CSV.
 */
export function guardText(text: string): string {
  return /^\s*[=+\-@|]/.test(text) ? `'${text}` : text
}

function cellOf(value: SheetValue): CellObject {
  if (typeof value === 'number') return { t: 'n', v: value }
  if (value === '') return { t: 'z', z: TEXT_FORMAT }
  return { t: 's', v: guardText(value).slice(0, LONGEST_CELL), z: TEXT_FORMAT }
}

function toSheet({ rows, widths }: Sheet): WorkSheet {
  const sheet: WorkSheet = {}
  for (const [r, row] of rows.entries()) {
    for (const [c, value] of row.entries()) sheet[utils.encode_cell({ r, c })] = cellOf(value)
  }
  const width = Math.max(1, rows[0]?.length ?? 0)
  const end = utils.encode_cell({ r: Math.max(0, rows.length - 1), c: width - 1 })
  sheet['!ref'] = `A1:${end}`
  sheet['!cols'] = widths.map((wch) => ({ wch }))
  return sheet
}

/** Excel allows 31 characters for the name of a sheet, and none of these. */
function sheetName(title: string): string {
  const name = title.replace(/[[\]:*?/\\']/g, ' ').slice(0, 31)
  // Excel keeps this name for itself.
  return /^history$/i.test(name.trim()) ? `${name.trim()} 1` : name
}

/** An XLSX file with these sheets. */
export function writeSheets(sheets: readonly Sheet[]): Uint8Array {
  const book = utils.book_new()
  for (const sheet of sheets) {
    utils.book_append_sheet(book, toSheet(sheet), sheetName(sheet.title))
  }
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', compression: true }))
}
