import { reviewSheetColumns } from '#appeals/pages/review-columns.ts'
import * as m from '#paraglide/messages.js'
import { everyRow, exportList } from '#web/export.ts'
import { placeHere } from '../../tenant.ts'
import { searchOf } from '../search.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async (event) => {
  const { locals, url } = event
  const tenantCode = placeHere(event)
  const rows = await everyRow(
    (part) => locals.ask('appeals.for_review', { tenantCode, ...searchOf(url), ...part }),
    { of: (found) => found.appeals, key: ({ appeal }) => appeal.id },
  )
  const columns = reviewSheetColumns(locals.reader.locale)
  return exportList(event, { tenantCode, title: m.appeals_review_title(), columns, rows })
}
