import * as m from '#paraglide/messages.js'
import { saleColumns } from '#shop/pages/columns.ts'
import { everyRow, exportList } from '#web/export.ts'
import { placeHere } from '../../../tenant.ts'
import { salesAt } from '../sales.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async (event) => {
  const tenantCode = placeHere(event)
  const which = { tenantCode, ...salesAt(event.url) }
  const rows = await everyRow(
    (part) => event.locals.ask('shop.redemptions', { ...which, ...part }),
    { of: (found) => found.rows, key: (row) => row.id },
  )
  const columns = saleColumns()
  return exportList(event, { tenantCode, title: m.shop_office_sales(), columns, rows })
}
