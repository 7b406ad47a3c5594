import { officeColumns } from '#dividends/pages/columns.ts'
import * as m from '#paraglide/messages.js'
import { exportList, inOrder } from '#web/export.ts'
import { placeHere } from '../../../tenant.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async (event) => {
  const { locals, params, url } = event
  const tenantCode = placeHere(event)
  const one = await locals.ask('dividends.one', { tenantCode, dividendId: params.id })
  const columns = officeColumns()
  const rows = inOrder(one.lines, columns, { url, own: 'household' })
  const title = m.dividends_of_year({ year: one.dividend.year })
  return exportList(event, { tenantCode, title, columns, rows })
}
