import { ok, type Result, refuse } from '#kernel/result.ts'
import { byHousehold, checkRoster } from './check.ts'
import { findColumns, type Header } from './columns.ts'
import { correctSheet } from './correct.ts'
import {
  type Cell,
  type KnownPlaces,
  problemSeverities,
  type RosterColumn,
  type RosterDraft,
  type RosterProblem,
  type RosterReading,
  type RosterRow,
  SHEET_LIMIT_ROWS,
  type SheetRefusal,
  type SheetTable,
} from './model.ts'
import { isBrokenWorkbook, readTables } from './read.ts'
import { type RowCells, readRow, shownValue } from './rows.ts'
import { plainText, tightText } from './text.ts'

/** Columns that describe the household: merged cells count for every member. */
const HOUSEHOLD_COLUMNS: readonly RosterColumn[] = ['household_code', 'head_name', 'group', 'grid']
const TOTALS = /^(合计|总计|小计|共计|总人数|填表人|制表|审核|负责人|说明|注)/

type SheetRow = {
  readonly row: number
  readonly cells: RowCells
  readonly all: readonly Cell[]
}

/** Writes the first cell of a merged block into its other rows, for columns of the household. */
function spreadMerged(table: SheetTable, header: Header): (readonly Cell[])[] {
  const rows = [...table.rows]
  const spread = header.columns.found.filter((one) => HOUSEHOLD_COLUMNS.includes(one.column))
  const wanted = new Set(spread.map((one) => one.index))
  const merges = table.mergedDown.filter((merge) => wanted.has(merge.column))
  let left = SHEET_LIMIT_ROWS * HOUSEHOLD_COLUMNS.length
  for (const { column, from, to } of merges) {
    const value = rows[from]?.[column] ?? ''
    for (let at = Math.max(from + 1, header.dataFrom); at <= to && left > 0; at++, left--) {
      const row = [...(rows[at] ?? [])]
      while (row.length <= column) row.push('')
      row[column] = value
      rows[at] = row
    }
  }
  return rows
}

function cellsOf(row: readonly Cell[], header: Header): RowCells {
  return new Map(header.columns.found.map(({ column, index }) => [column, row[index] ?? '']))
}

function isEmpty(row: readonly Cell[]): boolean {
  return row.every((cell) => plainText(cell) === '')
}

/** Forms repeat their column names on every page. */
function repeatsHeader(row: readonly Cell[], header: Header): boolean {
  const { found } = header.columns
  const same = found.filter((one) => tightText(row[one.index]) === one.header)
  return same.length * 2 > found.length
}

/** A line of totals or a remark below the list is no person. */
function isRemark(row: readonly Cell[], cells: RowCells): boolean {
  const filled = row.map(tightText).filter((text) => text !== '')
  const given = (column: RosterColumn) => tightText(cells.get(column)) !== ''
  if (given('id_number')) return false
  return filled.some((text) => TOTALS.test(text)) ? !given('relation') : filled.length === 1
}

type Persons = { readonly rows: SheetRow[]; readonly problems: RosterProblem[] }

function findPersons(table: SheetTable, header: Header): Persons {
  const found: Persons = { rows: [], problems: [] }
  for (const [at, all] of spreadMerged(table, header).entries()) {
    if (at < header.dataFrom || isEmpty(table.rows[at] ?? []) || repeatsHeader(all, header))
      continue
    const cells = cellsOf(all, header)
    const row = at + 1
    if (!isRemark(all, cells)) {
      found.rows.push({ row, cells, all })
      continue
    }
    const code = 'not_a_person'
    const value = shownValue(
      null,
      all.find((cell) => plainText(cell) !== ''),
    )
    const severity = problemSeverities[code]
    found.problems.push({ row, column: null, code, severity, value, details: {} })
  }
  return found
}

/** What one member's row says about the household holds for the others. */
function shareHousehold(drafts: readonly RosterDraft[]): RosterDraft[] {
  const households = byHousehold(drafts)
  const firstOf = (draft: RosterDraft, column: 'group' | 'grid') =>
    households.get(draft.householdCode ?? '')?.find((other) => other[column])?.[column] ?? null
  return drafts.map((draft) => ({
    ...draft,
    group: draft.group ?? firstOf(draft, 'group'),
    grid: draft.grid ?? firstOf(draft, 'grid'),
  }))
}

function toRow(draft: RosterDraft): RosterRow[] {
  const { householdCode, name, sex, birthDate, relation } = draft
  if (!householdCode || !name || !sex || !birthDate || !relation) return []
  const { row, idNumber, phone, group, grid, takesPart, note } = draft
  const person = { row, householdCode, name, sex, birthDate, relation }
  return [{ ...person, idNumber, phone, group, grid, takesPart, note }]
}

/** Rows of households in which no row has an error. */
function readyRows(drafts: readonly RosterDraft[], problems: readonly RosterProblem[]) {
  const wrong = new Set(problems.filter((one) => one.severity === 'error').map((one) => one.row))
  const ready = [...byHousehold(drafts).values()]
    .filter((household) => household.every((draft) => !wrong.has(draft.row)))
    .flat()
    .sort((one, other) => one.row - other.row)
  return { rows: ready.flatMap(toRow), wrong: wrong.size }
}

function isGroupUnread(problem: RosterProblem): boolean {
  return problem.column === 'group' && problem.severity === 'error'
}

function assemble(table: SheetTable, header: Header, known: KnownPlaces): RosterReading {
  const persons = findPersons(table, header)
  const context = { ...known, countsFrom1904: table.countsFrom1904 }
  const read = persons.rows.map((each) => readRow(each.row, each.cells, context))
  const drafts = read.map((each) => each.draft)
  const hasGroups = header.columns.found.some((one) => one.column === 'group')
  const groupWanted = hasGroups && known.groups.length > 0
  const inRows = read.flatMap((each) => each.problems)
  const groupUnread = new Set(inRows.filter(isGroupUnread).map((one) => one.row))
  const problems = [
    ...persons.problems,
    ...inRows,
    ...checkRoster(drafts, { groupWanted, groupUnread }),
  ].sort((one, other) => one.row - other.row)
  const { rows, wrong } = readyRows(shareHousehold(drafts), problems)
  const counts = {
    households: byHousehold(drafts).size,
    persons: drafts.length,
    withProblems: new Set(problems.map((one) => one.row)).size,
    withErrors: wrong,
    readyHouseholds: new Set(rows.map((row) => row.householdCode)).size,
    readyPersons: rows.length,
  }
  const sheet = correctSheet({ header, persons: persons.rows, drafts, problems })
  return { rows, problems, columns: header.columns, counts, sheet }
}

/**
 * Reads a roster: an uploaded XLSX or CSV file becomes households and persons, with everything
 * that is wrong told row by row. Nothing is written anywhere. `known` are the names of the
 * village's groups and grids and the present day; with no groups given, the sheet's own names are
 * taken. A file that is no roster at all is refused as a whole.
 */
export function readRoster(
  bytes: Uint8Array,
  filename: string,
  known: KnownPlaces,
): Result<RosterReading, SheetRefusal> {
  const tables = readTables(bytes, filename)
  if (!tables.ok) return tables
  let refusal: Result<never, SheetRefusal> = refuse('people.sheet_no_header')
  for (const table of tables.value) {
    const header = findColumns(table.rows)
    if (header.ok) {
      const reading = assemble(table, header.value, known)
      if (reading.counts.persons > SHEET_LIMIT_ROWS) {
        return refuse('people.sheet_too_many_rows', { limit: SHEET_LIMIT_ROWS })
      }
      return reading.counts.persons > 0 ? ok(reading) : refuse('people.sheet_empty')
    }
    if (header.code !== 'people.sheet_no_header') refusal = header
  }
  const broken = refusal.code === 'people.sheet_no_header' && isBrokenWorkbook(bytes, filename)
  return broken ? refuse('people.sheet_damaged') : refusal
}
