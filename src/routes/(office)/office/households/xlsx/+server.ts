import * as m from '#paraglide/messages.js'
import { householdColumns } from '#people/pages/household-columns.ts'
import { everyRow, exportList } from '#web/export.ts'
import { placeHere } from '../../tenant.ts'
import { searchOf } from '../search.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async (event) => {
  const { locals, url } = event
  const tenantCode = placeHere(event)
  const rows = await everyRow(
    (part) =>
      locals.ask('people.households', { tenantCode, ...searchOf(url, locals.sought), ...part }),
    { of: (found) => found.rows, key: (row) => row.id },
  )
  const title = m.people_households_title()
  return exportList(event, { tenantCode, title, columns: householdColumns(), rows })
}
