import { tableFile } from '#dividends/pages/table-file.ts'
import { everyRow } from '#web/export.ts'
import { yearAt } from '../year.ts'
import type { RequestHandler } from './$types'

/** The whole public table of a year, from which anybody can reckon everything again. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const which = { tenantCode: params.code, year: yearAt(url) }
  const { shown } = await locals.ask('dividends.open', { ...which, limit: 1 })
  const rows = await everyRow((part) => locals.ask('dividends.open', { ...which, ...part }), {
    of: (found) => found.rows,
    key: (row) => String(row.number),
  })
  const headers = {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="dividend-${shown?.year ?? 'none'}.csv"`,
  }
  return new Response(tableFile(rows), { headers })
}
