import type { ChangedField, RosterReport } from '#people/roster/model.ts'
import type { RosterCounts, RosterProblem, SheetColumns } from '#people/sheet/model.ts'

/** A kept sheet as its page shows it (`people.roster_plan`). */
export interface SheetView {
  readonly sheetId: string
  readonly sheetHash: string
  readonly fileName: string
  readonly report: RosterReport | null
  /** The reader uploaded it. */
  readonly mine: boolean
  readonly reading: {
    readonly counts: RosterCounts
    readonly problems: readonly RosterProblem[]
    readonly columns: SheetColumns
  } | null
  readonly planned: RosterReport | null
  readonly changes: readonly PlannedChange[]
}

export interface PlannedChange {
  readonly row: number
  readonly name: string
  readonly householdCode: string
  readonly changes: readonly ChangedField[]
  readonly fromCode: string | null
}

/** One thing that is wrong in a sheet, in words. */
export interface ProblemLine {
  readonly key: string
  readonly row: number
  readonly column: string
  readonly value: string
  readonly mend: string
}
