import * as m from '#paraglide/messages.js'
import { ownSheetColumns } from '#points/pages/desk-columns.ts'
import { everyRow, exportList } from '#web/export.ts'
import { villageOf } from '../../tenant.ts'
import { deedsAt } from '../deeds.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async (event) => {
  const { locals, url } = event
  const tenantCode = await villageOf(event)
  const { name, others } = deedsAt(url)
  const rows = await everyRow((part) => locals.ask(name, { tenantCode, ...part }), {
    of: (found) => found.lines,
    key: (line) => line.id,
  })
  const columns = ownSheetColumns(locals.reader.locale, others)
  const title = others ? m.points_others_title() : m.points_mine_title()
  return exportList(event, { tenantCode, title, columns, rows, own: true })
}
