import { accountColumns } from '#auth/pages/account-columns.ts'
import * as m from '#paraglide/messages.js'
import { everyRow, exportList } from '#web/export.ts'
import { searchOf } from '../search.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async (event) => {
  const { locals, params, url } = event
  const tenantCode = params.tenant
  const rows = await everyRow(
    (part) => locals.ask('auth.accounts', { tenantCode, ...searchOf(url, locals.sought), ...part }),
    { of: (found) => found.people, key: (person) => person.personId },
  )
  const columns = accountColumns()
  return exportList(event, { tenantCode, title: m.auth_people_title(), columns, rows })
}
