import type { Actor } from '#kernel/actor.ts'
import { personIdsOf } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import { keepsRoster } from '#people/office.ts'
import { OnePlace } from '#people/person/model.ts'
import type { RosterReading } from '#people/sheet/model.ts'
import { divisionsOf } from '#people/store.ts'
import { readFacts } from './facts.ts'
import {
  type ChangedField,
  OneSheet,
  type RosterLine,
  type RosterReport,
  type SheetTableRow,
} from './model.ts'
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
  /** The reader uploaded it, and may have the corrected sheet with its full numbers. */
  readonly mine: boolean
  /** What stands in the sheet; null once it was imported or a later one has taken its place. */
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
  async run({ db, input, today, secrets, actor }) {
    const { tenantCode } = input
    const sheet = await findSheet(db, tenantCode, input.sheetId)
    if (!sheet) return refuse('people.unknown_sheet')
    const about = {
      ...{ sheetId: sheet.id, sheetHash: sheet.sheet_hash, fileName: sheet.file_name },
      ...{ keptAt: sheet.kept_at, importedAt: sheet.imported_at, report: sheet.report },
      mine: isUploader(actor, sheet),
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

function isUploader(actor: Actor, sheet: SheetTableRow): boolean {
  return sheet.kept_by !== null && personIdsOf(actor, sheet.tenant_code).includes(sheet.kept_by)
}

/**
 * A kept sheet with what is wrong and its full numbers, handed back to whoever uploaded it and to
 * nobody else. Those of its people who are on the books see it.
 */
export const rosterSheet = defineQuery({
  name: 'people.roster_sheet',
  input: OneSheet,
  access: 'scoped',
  may: ({ actor, input }) => keepsRoster(actor, input.tenantCode),
  looked: ({ tenantCode }, value: { lookedAt: readonly string[] }) => ({
    ...{ tenantCode, personIds: value.lookedAt, purpose: 'roster_sheet' },
  }),
  async run({ db, input, secrets, today, actor }) {
    const { tenantCode } = input
    const kept = await findSheet(db, tenantCode, input.sheetId)
    if (!kept) return refuse('people.unknown_sheet')
    if (!isUploader(actor, kept)) return refuse('people.sheet_of_another')
    const reading = kept.sealed ? openReading(secrets, kept.sealed) : null
    if (!reading) return refuse('people.unknown_sheet')
    const { rows, sheet, problems } = reading
    const { entries, facts } = await readFacts(db, {
      ...{ tenantCode, today, secrets, rows, signedOn: null },
    })
    const known = planRoster(entries, facts).lines.flatMap((line) => line.known?.id ?? [])
    return ok({ fileName: kept.file_name, sheet, problems, lookedAt: known })
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
