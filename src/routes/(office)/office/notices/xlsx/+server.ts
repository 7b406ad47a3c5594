import { noticeSheetColumns } from '#notices/pages/notice-columns.ts'
import * as m from '#paraglide/messages.js'
import { everyRow, exportList } from '#web/export.ts'
import { placeHere } from '../../tenant.ts'
import { searchOf } from '../search.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async (event) => {
  const { locals, url } = event
  const tenantCode = placeHere(event)
  const rows = await everyRow(
    (part) => locals.ask('notices.list', { tenantCode, ...searchOf(url), ...part }),
    { of: (found) => found.notices, key: (notice) => notice.id },
  )
  const columns = noticeSheetColumns(locals.reader.locale)
  return exportList(event, { tenantCode, title: m.notices_title(), columns, rows })
}
