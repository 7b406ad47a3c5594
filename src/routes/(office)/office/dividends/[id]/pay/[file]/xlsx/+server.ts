import { bankColumns } from '#dividends/pages/columns.ts'
import * as m from '#paraglide/messages.js'
import { exportList } from '#web/export.ts'
import { placeHere } from '../../../../../tenant.ts'
import type { RequestHandler } from './$types'

/** The list for the bank; those whose account it shows are told who took it. */
export const GET: RequestHandler = async (event) => {
  const tenantCode = placeHere(event)
  const which = { tenantCode, fileId: event.params.file }
  const { file, rows } = await event.locals.ask('dividends.bank_file', which)
  const title = m.dividends_file_title({ year: file.year, number: file.number })
  return exportList(event, { tenantCode, title, columns: bankColumns(), rows })
}
