import { z } from 'zod'
import { householdCode } from '#people/household/model.ts'
import {
  idNumberText,
  personName,
  phoneText,
  plainDate,
  type Relation,
  relations,
  type Sex,
  sexes,
  tenantCode,
} from '#people/model.ts'
import { SHEET_LIMIT_ROWS } from '#people/sheet/model.ts'

const orNull = <S extends z.ZodType>(schema: S) =>
  schema.nullish().transform((value) => value ?? null)
const divisionName = z.string().trim().min(1).max(60)
const sheetHash = z.string().regex(/^[0-9a-f]{64}$/)

/** One person of a roster that was read from a sheet (`RosterRow` of `sheet/model.ts`). */
export const ImportRow = z.object({
  row: z.int().min(1),
  householdCode,
  name: personName,
  sex: z.enum(sexes),
  birthDate: plainDate,
  relation: z.enum(relations),
  idNumber: orNull(idNumberText),
  phone: orNull(phoneText),
  group: orNull(divisionName),
  grid: orNull(divisionName),
  takesPart: orNull(z.boolean()),
  note: orNull(z.string().max(500)),
})
export type ImportRow = z.output<typeof ImportRow>

/** Either the rows themselves, or a sheet that was kept after its dry run. */
export const ImportRoster = z
  .object({
    tenantCode,
    /** SHA-256 of the file, in hex. */
    sheetHash,
    rows: z.array(ImportRow).max(SHEET_LIMIT_ROWS).optional(),
    sheetId: z.uuid().optional(),
    /** The day on which the adults signed the roster. */
    signedOn: plainDate.optional(),
  })
  .refine((input) => Boolean(input.rows) !== Boolean(input.sheetId), { path: ['rows'] })
export type ImportRoster = z.output<typeof ImportRoster>

export const KeepSheet = z.object({
  tenantCode,
  sheetHash,
  fileName: z.string().trim().min(1).max(200),
  /** What was read from it, laid aside before: the record of this act holds no row of a roster. */
  readingId: z.uuid(),
})

export const OneSheet = z.object({ tenantCode, sheetId: z.uuid() })

/** A row as the plan sees it: numbers as digests, divisions as identifiers. */
export interface RosterEntry {
  readonly row: number
  readonly householdCode: string
  readonly name: string
  readonly sex: Sex
  readonly birthDate: string
  readonly relation: Relation
  readonly idDigest: string | null
  readonly phoneDigest: string | null
  readonly groupId: string | null
  readonly gridId: string | null
  readonly takesPart: boolean
  /** What is wrong with the row by itself. */
  readonly fault: RosterFault | null
}

export interface KnownPerson {
  readonly id: string
  readonly name: string
  readonly sex: Sex
  readonly birthDate: string
  readonly closedReason: string | null
  readonly idDigest: string | null
  readonly phoneDigest: string | null
  /** Where they live, or lived last. */
  readonly membershipId: string | null
  readonly householdId: string | null
  readonly householdCode: string | null
  readonly relation: Relation | null
  readonly lives: boolean
  readonly takesPart: boolean
  /** Plain date of the last withdrawal from points. */
  readonly withdrawnOn: string | null
}

export interface KnownHousehold {
  readonly id: string
  readonly code: string
  readonly closed: boolean
  readonly groupId: string | null
  readonly gridId: string | null
}

export interface RosterFacts {
  readonly persons: readonly KnownPerson[]
  readonly households: readonly KnownHousehold[]
  readonly today: string
  readonly signedOn: string | null
}

export const changedFields = [
  'name',
  'sex',
  'birth_date',
  'id_number',
  'phone',
  'relation',
  'household',
  'consent',
] as const
export type ChangedField = (typeof changedFields)[number]

export interface RosterLine {
  readonly entry: RosterEntry
  /** `gone`: on the books once, and closed since; never opened again by a sheet. */
  readonly action: 'add' | 'change' | 'keep' | 'gone'
  readonly known: KnownPerson | null
  readonly changes: readonly ChangedField[]
  readonly consents: boolean
}

export type RosterFault =
  | 'id_number_wrong'
  | 'id_number_disagrees'
  | 'birth_date_in_future'
  | 'group_unknown'
  | 'grid_unknown'
  | 'person_twice'
  | 'household_closed'
  | 'head_missing'
  | 'heads_several'

export interface RosterTrouble {
  readonly row: number
  readonly householdCode: string
  readonly fault: RosterFault
}

export interface Placement {
  readonly code: string
  readonly kind: 'villagers_group' | 'grid'
  readonly divisionId: string
}

export interface RosterPlan {
  readonly lines: readonly RosterLine[]
  /** Codes of households that are new. */
  readonly opening: readonly string[]
  readonly placements: readonly Placement[]
  /** Households in which nobody lives any more afterwards. */
  readonly closing: readonly string[]
  readonly troubles: readonly RosterTrouble[]
}

/** What an import did, or would do. Counts are of persons unless they say otherwise. */
export interface RosterReport {
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly gone: number
  readonly refused: number
  readonly householdsAdded: number
  readonly householdsChanged: number
  readonly householdsUnchanged: number
  readonly householdsClosed: number
  readonly consents: number
  readonly troubles: readonly RosterTrouble[]
}

export interface SheetTableRow {
  tenant_code: string
  id: string
  sheet_hash: string
  file_name: string
  kept_at: string
  kept_by: string | null
  imported_at: string | null
  imported_by: string | null
  report: RosterReport | null
}

export interface ReadingTableRow {
  tenant_code: string
  id: string
  read_by: string
  read_at: string
  sealed: string
}
