import { sheetTitle } from '#people/sheet/wording.ts'
import { writeRosterTemplate } from '#people/sheet/write.ts'
import { workbook } from '#web/workbook.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async ({ locals }) => {
  const known = await locals.ask('people.roster_sheets', { tenantCode: locals.tenant })
  const { locale } = locals.reader
  return workbook(writeRosterTemplate(known, locale), `${sheetTitle('roster', locale)}.xlsx`)
}
