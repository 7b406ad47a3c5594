import { parse } from 'csv-parse/sync'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { decodeText } from './encoding.ts'
import { SHEET_LIMIT_ROWS, type SheetRefusal, type SheetTable } from './model.ts'

/** Title rows and empty rows that may stand beside the persons. */
const ROWS_BESIDE = 5_000
const LINES_LOOKED_AT = 30
const LONGEST_CELL = 1_000
const COLUMNS_READ = 200

/** Comma, semicolon or tab: whichever separates the most in the first lines. */
function separator(text: string): string {
  const start = text
    .split(/\r\n|\n|\r/, LINES_LOOKED_AT)
    .join('\n')
    .replace(/"[^"]*"/g, '')
  const count = (mark: string) => start.split(mark).length
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}

function parseRows(text: string): string[][] | null {
  try {
    return parse(text, {
      delimiter: separator(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      to: SHEET_LIMIT_ROWS + ROWS_BESIDE + 1,
      max_record_size: 200_000,
    })
  } catch {
    // The library throws for quotation marks that are opened and never closed.
    return null
  }
}

function isFilled(row: readonly string[]): boolean {
  return row.some((cell) => cell.trim() !== '')
}

/** Whether the file has more lines with something in them than any roster can have. */
function hasTooManyLines(text: string): boolean {
  const line = /[^\r\n,;\t" ][^\r\n]*/g
  const limit = 4 * SHEET_LIMIT_ROWS
  for (let count = 0; line.exec(text) !== null; ) {
    count += 1
    if (count > limit) return true
  }
  return false
}

/** Reads a CSV file into a table of texts. */
export function readCsv(bytes: Uint8Array): Result<SheetTable, SheetRefusal> {
  const text = decodeText(bytes)
  if (!text.ok) return text
  const tooMany = refuse('people.sheet_too_many_rows', { limit: SHEET_LIMIT_ROWS } as const)
  if (hasTooManyLines(text.value)) return tooMany
  const rows = parseRows(text.value)
  if (!rows) return refuse('people.sheet_damaged')
  const isCut = rows.length > SHEET_LIMIT_ROWS + ROWS_BESIDE
  if (isCut || rows.filter(isFilled).length > SHEET_LIMIT_ROWS + LINES_LOOKED_AT) return tooMany
  const shortened = rows.map((row) =>
    row.slice(0, COLUMNS_READ).map((cell) => cell.slice(0, LONGEST_CELL)),
  )
  return ok({ rows: shortened, mergedDown: [], countsFrom1904: false })
}
