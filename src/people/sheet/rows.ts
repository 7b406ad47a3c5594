import type { Details } from '#kernel/result.ts'
import {
  type CellReading,
  readBirthDate,
  readDivision,
  readHouseholdCode,
  readId,
  readName,
  readPhone,
  readRelationCell,
  readSex,
  readTakesPart,
} from './cells.ts'
import { yearsBetween } from './dates.ts'
import { matchGrid, matchGroup } from './divisions.ts'
import { type IdFacts, maskIdNumber, maskNumbers, maskPhone } from './id-number.ts'
import {
  type Cell,
  type KnownPlaces,
  type ProblemCode,
  problemSeverities,
  type RosterColumn,
  type RosterDraft,
  type RosterProblem,
} from './model.ts'
import { sexOfRelation } from './relations.ts'
import { isCellError, plainText } from './text.ts'

/** Longer texts are not a name, a code or a note but something pasted by mistake. */
const LONGEST_TEXT = 200
const FULL_AGE = 18

export type RowCells = ReadonlyMap<RosterColumn, Cell>
export type RowContext = KnownPlaces & { readonly countsFrom1904: boolean }

/** What stands in a cell, fit to be shown in a list of problems. */
export function shownValue(column: RosterColumn | null, cell: Cell | undefined): string {
  const text = plainText(cell)
  if (column === 'id_number') return maskIdNumber(text)
  if (column === 'phone') return maskPhone(text)
  return maskNumbers(text.length > 60 ? `${text.slice(0, 60)}…` : text)
}

/** Collects what one row says and what is wrong with it. */
class RowReader {
  readonly problems: RosterProblem[] = []
  private readonly row: number
  private readonly cells: RowCells

  constructor(row: number, cells: RowCells) {
    this.row = row
    this.cells = cells
  }

  note(column: RosterColumn, code: ProblemCode, details: Details = {}): void {
    const severity = problemSeverities[code]
    const value = shownValue(column, this.cells.get(column))
    this.problems.push({ row: this.row, column, code, severity, value, details })
  }

  has(column: RosterColumn): boolean {
    return this.cells.has(column)
  }

  isFaulty(column: RosterColumn): boolean {
    return this.problems.some((one) => one.column === column && one.severity === 'error')
  }

  /** Reads a cell; a spreadsheet error or an endless text is told instead of being read. */
  read<T>(column: RosterColumn, understand: (cell: Cell | undefined) => CellReading<T>): T | null {
    const cell = this.cells.get(column)
    const text = plainText(cell)
    if (isCellError(text)) {
      this.note(column, 'cell_error')
      return null
    }
    if (text.length > LONGEST_TEXT) {
      this.note(column, 'text_too_long', { limit: LONGEST_TEXT })
      return null
    }
    const reading = understand(cell)
    if (reading.ok) return reading.value
    this.note(column, reading.code, reading.details)
    return null
  }
}

function readGroup(reader: RowReader, column: 'group' | 'grid', context: RowContext) {
  const [names, match] =
    column === 'group' ? [context.groups, matchGroup] : ([context.grids, matchGrid] as const)
  return reader.read(column, (cell) => {
    const read = readDivision(cell, names, match)
    return read.ok ? read : { ...read, code: `${column}_unknown` as const }
  })
}

function readIdentity(reader: RowReader, context: RowContext): IdFacts | null {
  const facts = reader.read('id_number', (cell) => readId(cell, context.today))
  if (facts?.wasOld) reader.note('id_number', 'id_old')
  const silent = !reader.has('id_number') || reader.isFaulty('id_number')
  if (!facts && !silent) reader.note('id_number', 'id_missing')
  return facts
}

/** The identity number decides about birth date and sex; what the sheet says is compared. */
function readBirthAndSex(reader: RowReader, facts: IdFacts | null, context: RowContext) {
  const written = reader.read('birth_date', (cell) => readBirthDate(cell, context))
  const sex = reader.read('sex', readSex)
  if (facts && written && written !== facts.birthDate) {
    reader.note('birth_date', 'birth_differs', { birthDate: facts.birthDate })
  }
  if (facts && sex && sex !== facts.sex)
    reader.note('sex', 'sex_differs', { sexInNumber: facts.sex })
  const birthDate = facts?.birthDate ?? written
  // Whoever mends a wrong identity number mends birth date and sex with it.
  const waits = reader.isFaulty('id_number')
  if (!birthDate && !waits && !reader.isFaulty('birth_date')) {
    reader.note('birth_date', 'birth_missing')
  }
  if (!facts && !sex && !waits && !reader.isFaulty('sex')) reader.note('sex', 'sex_missing')
  return { birthDate, sex: facts?.sex ?? sex }
}

function readPhoneNumber(reader: RowReader): string | null {
  const phone = reader.read('phone', readPhone)
  if (phone?.several) reader.note('phone', 'phone_several', { taken: maskPhone(phone.number) })
  return phone?.number ?? null
}

function readRelative(reader: RowReader, sex: 'male' | 'female' | null) {
  const relation = reader.read('relation', readRelationCell)
  const implied = relation ? sexOfRelation(relation) : null
  if (implied && sex && implied !== sex) reader.note('relation', 'relation_sex', { sex })
  return relation
}

/** Taking part in points is each adult's own choice; for a child it is not asked. */
function readChoice(reader: RowReader, birthDate: string | null, today: string): boolean | null {
  const takesPart = reader.read('takes_part', readTakesPart)
  if (!takesPart || !birthDate || yearsBetween(birthDate, today) >= FULL_AGE) return takesPart
  reader.note('takes_part', 'minor_takes_part')
  return null
}

function readPersonName(reader: RowReader): string | null {
  const name = reader.read('name', readName)
  if (!name && !reader.isFaulty('name')) reader.note('name', 'name_missing')
  return name
}

export type RowReading = { readonly draft: RosterDraft; readonly problems: RosterProblem[] }

/** One row of the roster, read cell by cell; whatever is wrong is told with how to mend it. */
export function readRow(row: number, cells: RowCells, context: RowContext): RowReading {
  const reader = new RowReader(row, cells)
  const facts = readIdentity(reader, context)
  const { birthDate, sex } = readBirthAndSex(reader, facts, context)
  const draft: RosterDraft = {
    row,
    householdCode: reader.read('household_code', readHouseholdCode),
    headName: reader.read('head_name', readName),
    name: readPersonName(reader),
    sex,
    birthDate,
    relation: readRelative(reader, sex),
    idNumber: facts?.number ?? null,
    phone: readPhoneNumber(reader),
    group: readGroup(reader, 'group', context),
    grid: readGroup(reader, 'grid', context),
    takesPart: readChoice(reader, birthDate, context.today),
    note: reader.read('note', (cell) => ({ ok: true, value: plainText(cell) || null })),
  }
  return { draft, problems: reader.problems }
}
