import * as m from '#paraglide/messages.js'
import { settlementColumns } from '#shop/pages/columns.ts'
import { exportList } from '#web/export.ts'
import { placeHere } from '../../../tenant.ts'
import { daysOf } from '../settlement.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async (event) => {
  const tenantCode = placeHere(event)
  const days = daysOf(event)
  const found = await event.locals.ask('shop.settlement', { tenantCode, ...days })
  const title = m.shop_settlement_sheet(days)
  return exportList(event, { tenantCode, title, columns: settlementColumns(), rows: found.lines })
}
