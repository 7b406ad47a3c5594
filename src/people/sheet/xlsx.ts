import { type CellObject, read, type WorkBook, type WorkSheet } from '@e965/xlsx'
import { ok, type Result, refuse } from '#kernel/result.ts'
import type { Cell, MergedDown, SheetRefusal, SheetTable } from './model.ts'
import { repackWorkbook } from './unpack.ts'

/**
 * The most rows a sheet can have. How many of them may be filled was settled before; a lower limit
 * here would silently drop persons who stand below many empty rows.
 */
const ROWS_READ = 1_048_576
const COLUMNS_READ = 200
const LONGEST_CELL = 1_000
const MERGES_READ = 20_000

/**
 * The value of a cell. A formula counts with the result that was saved; nothing is computed. A
 * number shown with leading zeros is a code, so it is taken as it is shown.
 */
function readCell(cell: CellObject | undefined): Cell {
  if (!cell || cell.v === undefined || cell.v === null) return ''
  if (cell.t === 'n' && typeof cell.v === 'number') {
    return cell.w && /^0[0-9]+$/.test(cell.w) ? cell.w : cell.v
  }
  if (cell.t === 'e') return cell.w ?? '#N/A'
  return String(cell.v).slice(0, LONGEST_CELL)
}

function readMerges(sheet: WorkSheet, rows: number): MergedDown[] {
  return (sheet['!merges'] ?? [])
    .slice(0, MERGES_READ)
    .filter((merge) => merge.e.r > merge.s.r && merge.s.r < rows)
    .map(({ s, e }) => ({ column: s.c, from: s.r, to: Math.min(e.r, rows - 1) }))
}

function readTable(sheet: WorkSheet, countsFrom1904: boolean): SheetTable {
  const data = (sheet as { '!data'?: (CellObject[] | undefined)[] })['!data'] ?? []
  const rows = Array.from({ length: data.length }, (_, index) => {
    const cells = data[index] ?? []
    return Array.from({ length: Math.min(cells.length, COLUMNS_READ) }, (_, at) =>
      readCell(cells[at]),
    )
  })
  return { rows, mergedDown: readMerges(sheet, rows.length), countsFrom1904 }
}

function parse(file: Buffer): WorkBook | null {
  try {
    return read(file, {
      type: 'buffer',
      dense: true,
      sheetRows: ROWS_READ,
      cellFormula: false,
      cellHTML: false,
      cellText: true,
      bookVBA: false,
    })
  } catch {
    // The library throws for anything it cannot understand.
    return null
  }
}

/** Reads the sheets of an XLSX file into tables, hidden sheets left out. */
export function readXlsx(bytes: Uint8Array): Result<SheetTable[], SheetRefusal> {
  const file = repackWorkbook(bytes)
  if (!file.ok) return file
  const book = parse(file.value)
  if (!book) return refuse('people.sheet_damaged')
  const countsFrom1904 = Boolean(book.Workbook?.WBProps?.date1904)
  const isShown = (at: number) => !book.Workbook?.Sheets?.[at]?.Hidden
  const tables = book.SheetNames.filter((_, at) => isShown(at)).flatMap((name) => {
    const sheet = book.Sheets[name]
    return sheet ? [readTable(sheet, countsFrom1904)] : []
  })
  return tables.length > 0 ? ok(tables) : refuse('people.sheet_damaged')
}
