import type { ChangedField, RosterReport } from '#people/roster/model.ts'
import type { RosterCounts, RosterProblem, SheetColumns } from '#people/sheet/model.ts'

/** A kept sheet as its page shows it (`people.roster_plan`). */
export interface SheetView {
  readonly sheetId: string
  readonly sheetHash: string
  readonly fileName: string
  readonly report: RosterReport | null
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
