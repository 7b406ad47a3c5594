import * as m from '#paraglide/messages.js'
import { closeColumns, closeSheetColumns } from '#stars/pages/close-columns.ts'
import { exportList, inOrder } from '#web/export.ts'
import { placeHere } from '../../tenant.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async (event) => {
  const tenantCode = placeHere(event)
  const all = await event.locals.ask('stars.closes', { tenantCode })
  const rows = inOrder(all, closeColumns(), { url: event.url, own: '-cycle' })
  const columns = closeSheetColumns()
  return exportList(event, { tenantCode, title: m.stars_close_title(), columns, rows })
}
