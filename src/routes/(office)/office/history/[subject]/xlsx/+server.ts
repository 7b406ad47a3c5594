import { historyColumns } from '#audit/pages/line-columns.ts'
import * as m from '#paraglide/messages.js'
import { everyRow, exportList } from '#web/export.ts'
import { namesOf } from '../../../names.ts'
import { placeHere } from '../../../tenant.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async (event) => {
  const { locals, params } = event
  const tenantCode = placeHere(event)
  const rows = await everyRow(
    (part) => locals.ask('audit.history', { tenantCode, subject: params.subject, ...part }),
    { of: (found) => found.lines, key: (line) => String(line.sequence) },
  )
  const columns = historyColumns(namesOf(await locals.ask('places.place', { code: tenantCode })))
  return exportList(event, { tenantCode, title: m.audit_history_title(), columns, rows })
}
