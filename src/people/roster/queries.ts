import { defineQuery } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import { keepsRoster } from '#people/office.ts'
import { OnePlace } from '#people/person/model.ts'
import type { RosterReading } from '#people/sheet/model.ts'
import { divisionsOf } from '#people/store.ts'
import { readFacts } from './facts.ts'
import { type ChangedField, OneSheet, type RosterLine, type RosterReport } from './model.ts'
import { planRoster, reportOf } from './rules.ts'
import { openReading } from './sealed.ts'
import { findSheet, listSheets } from './store.ts'

const shownLines = 200

export interface PlanOfSheet {
  readonly sheetId: string
  readonly sheetHash: string
  readonly fileName: string
  readonly keptAt: string
  readonly importedAt: string | null
  /** What the import did, once it was done. */
  readonly report: RosterReport | null
  /** What stands in the sheet; null once a later sheet has taken its place. */
  readonly reading: Pick<RosterReading, 'counts' | 'problems' | 'columns'> | null
  /** What an import would do now. */
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

/** What a kept sheet would do: counts, what is wrong row by row, and who would change how. */
export const rosterPlan = defineQuery({
  name: 'people.roster_plan',
  input: OneSheet,
  access: 'scoped',
  may: ({ actor, input }) => keepsRoster(actor, input.tenantCode),
  async run({ db, input, today, secrets }) {
    const { tenantCode } = input
    const sheet = await findSheet(db, tenantCode, input.sheetId)
    if (!sheet) return refuse('people.unknown_sheet')
    const about = {
      ...{ sheetId: sheet.id, sheetHash: sheet.sheet_hash, fileName: sheet.file_name },
      ...{ keptAt: sheet.kept_at, importedAt: sheet.imported_at, report: sheet.report },
    }
    const reading = sheet.sealed ? openReading(secrets, sheet.sealed) : null
    if (!reading) return ok<PlanOfSheet>({ ...about, reading: null, planned: null, changes: [] })
    const facts = await readFacts(db, {
      tenantCode,
      today,
      secrets,
      rows: reading.rows,
      signedOn: null,
    })
    const plan = planRoster(facts.entries, facts.facts)
    const { counts, problems, columns } = reading
    return ok<PlanOfSheet>({
      ...about,
      reading: { counts, problems, columns },
      planned: reportOf(plan, facts.entries),
      changes: plan.lines
        .filter((line) => line.action === 'change')
        .slice(0, shownLines)
        .map(shown),
    })
  },
})

function shown({ entry, known, changes }: RosterLine): PlannedChange {
  const { row, name, householdCode } = entry
  return { row, name, householdCode, changes, fromCode: known?.householdCode ?? null }
}

/** A kept sheet with what is wrong, to be handed back to whoever uploaded it. */
export const rosterSheet = defineQuery({
  name: 'people.roster_sheet',
  input: OneSheet,
  access: 'scoped',
  may: ({ actor, input }) => keepsRoster(actor, input.tenantCode),
  async run({ db, input, secrets }) {
    const sheet = await findSheet(db, input.tenantCode, input.sheetId)
    const reading = sheet?.sealed ? openReading(secrets, sheet.sealed) : null
    if (!sheet || !reading) return refuse('people.unknown_sheet')
    const handed: Pick<RosterReading, 'sheet' | 'problems'> = reading
    return ok({ fileName: sheet.file_name, sheet: handed.sheet, problems: handed.problems })
  },
})

/** The sheets of the last time, and the groups and grids a sheet may name. */
export const rosterSheets = defineQuery({
  name: 'people.roster_sheets',
  input: OnePlace,
  access: 'scoped',
  may: ({ actor, input }) => keepsRoster(actor, input.tenantCode),
  async run({ db, input, today }) {
    const { tenantCode } = input
    const divisions = await divisionsOf(db, { tenantCode, today })
    const namesOf = (kind: string) => divisions.filter((d) => d.kind === kind).map((d) => d.name)
    return ok({
      sheets: await listSheets(db, tenantCode),
      groups: namesOf('villagers_group'),
      grids: namesOf('grid'),
    })
  },
})
