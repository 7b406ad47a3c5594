import { type Sheet, writeSheets } from '#kernel/sheet/write.ts'
import {
  type KnownPlaces,
  type RosterProblem,
  type RosterReading,
  rosterColumns,
  SHEET_LIMIT_ROWS,
} from './model.ts'
import {
  columnHelp,
  columnText,
  instructionText,
  problemText,
  type SheetLocale,
  sheetTitle,
} from './wording.ts'

/** Rows of the template that are set to text, so that long numbers stay whole when typed. */
const TEMPLATE_ROWS = 300
const LOCALES: readonly SheetLocale[] = ['zh-CN', 'en']

function tell(problem: RosterProblem, locale: SheetLocale): string {
  const text = problemText(problem, locale)
  if (!problem.column) return text
  return `${columnText(problem.column, locale)}${locale === 'en' ? ': ' : '：'}${text}`
}

function problemsByRow(problems: readonly RosterProblem[], locale: SheetLocale) {
  const texts = new Map<number, string[]>()
  for (const problem of problems) {
    const text = tell(problem, locale)
    texts.set(problem.row, [...(texts.get(problem.row) ?? []), text])
  }
  return texts
}

/**
 * The sheet to mend: the same columns and persons, every cell as text so that no number loses a
 * digit, and a last column that says what is wrong and how to mend it. It holds full identity
 * numbers, since it goes back to whoever uploaded them; the problem column masks them.
 */
export function writeCorrectedRoster(
  reading: Pick<RosterReading, 'sheet' | 'problems'>,
  locale: SheetLocale,
): Uint8Array {
  const problems = problemsByRow(reading.problems, locale)
  const header = [...reading.sheet.headers, columnText('problem', locale)]
  const rows = reading.sheet.rows.slice(0, SHEET_LIMIT_ROWS).map(({ row, cells }) => {
    return [...cells, (problems.get(row) ?? []).join('\n')]
  })
  const widths = [...reading.sheet.headers.map(() => 20), 60]
  return writeSheets([{ title: sheetTitle('roster', locale), rows: [header, ...rows], widths }])
}

function instructionRows(known: Pick<KnownPlaces, 'groups' | 'grids'>): string[][] {
  const both = (part: 'start' | 'finish' | 'groups' | 'grids', names = '') =>
    LOCALES.map((locale) => instructionText(part, names, locale))
  const columns = rosterColumns.flatMap((column) =>
    LOCALES.map((locale) => [columnText(column, locale), columnHelp(column, locale)]),
  )
  const lines = [...both('start'), ...both('finish')].map((line) => [line, ''])
  const named: string[][] = []
  if (known.groups.length > 0) named.push(both('groups', known.groups.join('、')))
  if (known.grids.length > 0) named.push(both('grids', known.grids.join('、')))
  return [...lines, ...columns, ...named.flat().map((line) => [line, ''])]
}

/**
 * An empty roster to fill in: the columns with their names, cells set to text, and a sheet of
 * instructions in both languages that names the village's own groups and grids.
 */
export function writeRosterTemplate(
  known: Pick<KnownPlaces, 'groups' | 'grids'>,
  locale: SheetLocale,
): Uint8Array {
  const header = rosterColumns.map((column) => columnText(column, locale))
  const empty = Array.from({ length: TEMPLATE_ROWS }, () => header.map(() => ''))
  const roster: Sheet = {
    title: sheetTitle('roster', locale),
    rows: [header, ...empty],
    widths: [12, 14, 14, 8, 24, 14, 14, 16, 14, 14, 14, 30],
  }
  const title = sheetTitle('instructions', locale)
  return writeSheets([roster, { title, rows: instructionRows(known), widths: [24, 90] }])
}
