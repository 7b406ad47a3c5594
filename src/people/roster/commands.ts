import { type CommandContext, defineCommand } from '#kernel/command.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { keepsRoster } from '#people/office.ts'
import { applyRoster } from './apply.ts'
import { readFacts } from './facts.ts'
import { ImportRoster, type ImportRow, KeepSheet, type SheetTableRow } from './model.ts'
import { planRoster, reportOf } from './rules.ts'
import { openReading } from './sealed.ts'
import { deleteReading, findReading, findSheet, keepSheet, markImported } from './store.ts'

/**
 * Keeps the reading of an uploaded sheet, so that its dry run can be left and found again. The rows
 * themselves were laid aside outside this act (reading.ts) and are deleted with the next sheet or
 * the import, so that no roster stays in the record for good.
 */
export const keepSheetCommand = defineCommand({
  name: 'people.keep_sheet',
  input: KeepSheet,
  may: ({ actor, input }) => keepsRoster(actor, input.tenantCode),
  async run({ db, input, now, actor, capacity, secrets }) {
    const { tenantCode, readingId, sheetHash, fileName } = input
    const laid = await findReading(db, tenantCode, readingId)
    const reading = laid && laid.read_by === actor.accountId && openReading(secrets, laid.sealed)
    if (!reading || reading.sheetHash !== sheetHash) return refuse('people.unknown_sheet')
    if (await findSheet(db, tenantCode, readingId)) return ok({ sheetId: readingId })
    const row: SheetTableRow = {
      ...{ tenant_code: tenantCode, id: readingId, sheet_hash: sheetHash, file_name: fileName },
      ...{ kept_at: now, kept_by: capacity.personId },
      ...{ imported_at: null, imported_by: null, report: null },
    }
    await keepSheet(db, row, laid.read_by)
    return ok({ sheetId: readingId })
  },
})

type ImportContext = CommandContext<ImportRoster>

async function rowsOf(
  ctx: ImportContext,
): Promise<
  Result<readonly ImportRow[], 'people.unknown_sheet' | 'people.roster_changed_meanwhile'>
> {
  const { db, input, secrets } = ctx
  if (input.rows) return ok(input.rows)
  const sheet = await findSheet(db, input.tenantCode, input.sheetId!)
  if (!sheet) return refuse('people.unknown_sheet')
  if (sheet.sheet_hash !== input.sheetHash) return refuse('people.roster_changed_meanwhile')
  const reading = sheet.sealed ? openReading(secrets, sheet.sealed) : null
  return reading ? ok(reading.rows) : refuse('people.unknown_sheet')
}

/**
 * Brings a roster in: one transaction, new people and households added, known ones corrected,
 * nobody removed. The same sheet again changes nothing.
 */
export const importRoster = defineCommand({
  name: 'people.import_roster',
  input: ImportRoster,
  may: ({ actor, input }) => keepsRoster(actor, input.tenantCode),
  async run(ctx) {
    const { db, input, now, today, secrets, capacity } = ctx
    const { tenantCode, signedOn, sheetId } = input
    if (signedOn && signedOn > today) return refuse('people.date_in_future', { date: signedOn })
    const rows = await rowsOf(ctx)
    if (!rows.ok) return rows
    if (rows.value.length === 0) return refuse('people.roster_empty')
    const reading = { tenantCode, today, secrets, rows: rows.value, signedOn: signedOn ?? null }
    const { entries, facts } = await readFacts(db, reading)
    const plan = planRoster(entries, facts)
    const report = reportOf(plan, entries)
    if (plan.lines.length === 0) {
      const first = plan.troubles[0]
      return refuse('people.roster_rows_wrong', { count: report.refused, row: first?.row ?? 0 })
    }
    await applyRoster(ctx, { plan, facts, rows: rows.value })
    if (sheetId) {
      await markImported(db, tenantCode, { sheetId, at: now, by: capacity.personId, report })
      await deleteReading(db, tenantCode, sheetId)
    }
    return ok(report)
  },
})
