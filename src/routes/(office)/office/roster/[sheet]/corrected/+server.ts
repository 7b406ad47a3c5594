import { writeCorrectedRoster } from '#people/sheet/write.ts'
import { workbook } from '#web/workbook.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async ({ locals, params }) => {
  const which = { tenantCode: locals.tenant, sheetId: params.sheet }
  const kept = await locals.ask('people.roster_sheet', which)
  const name = kept.fileName.replace(/\.[^.]*$/, '')
  return workbook(writeCorrectedRoster(kept, locals.reader.locale), `${name}.xlsx`)
}
