import type { Details } from '#kernel/result.ts'
import type { Relation, Sex } from '#people/model.ts'

/**
 * Why a whole sheet cannot be read, each with the HTTP status it answers. The sentences are the
 * messages `refusal_people_sheet_*`.
 */
export const peopleSheetRefusals = {
  'people.sheet_too_large': 413,
  'people.sheet_too_many_rows': 413,
  'people.sheet_unpacks_too_large': 413,
  'people.sheet_too_complex': 422,
  'people.sheet_damaged': 422,
  'people.sheet_encrypted': 422,
  'people.sheet_foreign': 415,
  'people.sheet_old_excel': 415,
  'people.sheet_encoding': 422,
  'people.sheet_no_header': 422,
  'people.sheet_columns_missing': 422,
  'people.sheet_empty': 422,
} as const

export type SheetRefusal = keyof typeof peopleSheetRefusals

export const SHEET_LIMIT_BYTES = 8 * 1024 * 1024
/** The largest village of the statistics has fewer people than this; more rows are a mistake. */
export const SHEET_LIMIT_ROWS = 20_000

/** The columns of a roster, in the order in which the template has them. */
export const rosterColumns = [
  'household_code',
  'head_name',
  'name',
  'sex',
  'id_number',
  'relation',
  'birth_date',
  'phone',
  'group',
  'grid',
  'takes_part',
  'note',
] as const
export type RosterColumn = (typeof rosterColumns)[number]

/** Without these three nobody can be put into a household. */
export const requiredColumns: readonly RosterColumn[] = ['household_code', 'name', 'relation']

/** A cell as the sheet keeps it: text, or a number where the sheet has a number. */
export type Cell = string | number

/** Cells that were merged downwards: the first one has the text, the others are empty. */
export type MergedDown = { readonly column: number; readonly from: number; readonly to: number }

/** One sheet of a file, nothing understood yet. Rows and columns count from zero. */
export type SheetTable = {
  readonly rows: readonly (readonly Cell[])[]
  readonly mergedDown: readonly MergedDown[]
  /** Old Macintosh sheets count days from 1904. */
  readonly countsFrom1904: boolean
}

/** How the columns of a sheet were understood. */
export type SheetColumns = {
  readonly found: readonly {
    readonly column: RosterColumn
    readonly header: string
    readonly index: number
  }[]
  /** Columns that mean nothing here; they are kept in the corrected sheet. */
  readonly unknown: readonly { readonly header: string; readonly index: number }[]
  readonly absent: readonly RosterColumn[]
  /** The row with the column names, as the sheet counts (from one). */
  readonly headerRow: number
}

/** One person of the roster, everything understood and in order. */
export type RosterRow = {
  /** Row in the sheet as people count it, from one. */
  readonly row: number
  readonly householdCode: string
  readonly name: string
  readonly sex: Sex
  /** Plain date; from the identity number where there is one. */
  readonly birthDate: string
  readonly relation: Relation
  /** Eighteen characters, checked. Never shown unmasked. */
  readonly idNumber: string | null
  readonly phone: string | null
  readonly group: string | null
  readonly grid: string | null
  readonly takesPart: boolean | null
  readonly note: string | null
}

/** A row before it is whole: what could not be understood is null. */
export type RosterDraft = {
  readonly row: number
  readonly householdCode: string | null
  readonly headName: string | null
  readonly name: string | null
  readonly sex: Sex | null
  readonly birthDate: string | null
  readonly relation: Relation | null
  readonly idNumber: string | null
  readonly phone: string | null
  readonly group: string | null
  readonly grid: string | null
  readonly takesPart: boolean | null
  readonly note: string | null
}

/** What may be wrong with a row. An error keeps the household out; a warning only tells. */
export const problemSeverities = {
  household_code_missing: 'error',
  household_code_invalid: 'error',
  name_missing: 'error',
  name_invalid: 'error',
  name_unreadable: 'error',
  sex_missing: 'error',
  sex_unknown: 'error',
  sex_differs: 'error',
  id_missing: 'warning',
  id_old: 'warning',
  id_precision_lost: 'error',
  id_length: 'error',
  id_characters: 'error',
  id_region: 'error',
  id_birth_date: 'error',
  id_check_digit: 'error',
  id_twice: 'error',
  birth_missing: 'error',
  birth_unreadable: 'error',
  birth_in_future: 'error',
  birth_too_early: 'error',
  birth_differs: 'warning',
  relation_missing: 'error',
  relation_unknown: 'error',
  relation_sex: 'warning',
  phone_invalid: 'error',
  phone_several: 'warning',
  group_missing: 'warning',
  group_unknown: 'error',
  group_differs: 'error',
  grid_unknown: 'error',
  grid_differs: 'error',
  takes_part_unknown: 'error',
  minor_takes_part: 'warning',
  text_too_long: 'error',
  cell_error: 'error',
  head_missing: 'error',
  heads_several: 'error',
  head_name_differs: 'error',
  head_name_conflicts: 'error',
  person_twice: 'error',
  not_a_person: 'warning',
} as const
export type ProblemCode = keyof typeof problemSeverities

export type RosterProblem = {
  /** Row in the sheet as people count it, from one. */
  readonly row: number
  readonly column: RosterColumn | null
  readonly code: ProblemCode
  readonly severity: 'error' | 'warning'
  /** What stands in the cell; identity and telephone numbers masked. */
  readonly value: string
  readonly details: Details
}

/** The groups and grids a village has, and the day on which the sheet is read. */
export type KnownPlaces = {
  readonly groups: readonly string[]
  readonly grids: readonly string[]
  /** Plain date. */
  readonly today: string
}

export type RosterCounts = {
  readonly households: number
  readonly persons: number
  /** Rows with at least one error or warning. */
  readonly withProblems: number
  /** Rows with at least one error. */
  readonly withErrors: number
  /** Households and persons without any error in the whole household. */
  readonly readyHouseholds: number
  readonly readyPersons: number
}

/** The sheet as it may be handed back: what was understood is written properly. */
export type CorrectedSheet = {
  readonly headers: readonly string[]
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[]
}

export type RosterReading = {
  /** Persons of households without any error: a household comes in whole or not at all. */
  readonly rows: readonly RosterRow[]
  readonly problems: readonly RosterProblem[]
  readonly columns: SheetColumns
  readonly counts: RosterCounts
  readonly sheet: CorrectedSheet
}
