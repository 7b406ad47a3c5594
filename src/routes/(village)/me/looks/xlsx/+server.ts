import { lookColumns } from '#audit/pages/line-columns.ts'
import * as m from '#paraglide/messages.js'
import { everyRow, exportList } from '#web/export.ts'
import { villageOf } from '../../../tenant.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async (event) => {
  const tenantCode = await villageOf(event)
  const rows = await everyRow((part) => event.locals.ask('audit.looks', { tenantCode, ...part }), {
    of: (found) => found.looks,
    key: (look) => look.id,
  })
  const list = { tenantCode, title: m.audit_looks_title(), columns: lookColumns(), rows, own: true }
  return exportList(event, list)
}
