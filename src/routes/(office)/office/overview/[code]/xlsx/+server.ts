import * as m from '#paraglide/messages.js'
import { overviewColumns, overviewSheetColumns } from '#places/pages/overview-columns.ts'
import { exportList, inOrder } from '#web/export.ts'
import { placeHere } from '../../../tenant.ts'
import { rowsOf } from '../overview.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async (event) => {
  placeHere(event)
  const tenantCode = event.params.code
  const all = await rowsOf(event.locals, tenantCode)
  const ofVillages = all[0]?.level === 'village'
  const rows = inOrder(all, overviewColumns(ofVillages), { url: event.url, own: '-overdue' })
  const columns = overviewSheetColumns(ofVillages)
  return exportList(event, { tenantCode, title: m.places_overview_sheet(), columns, rows })
}
