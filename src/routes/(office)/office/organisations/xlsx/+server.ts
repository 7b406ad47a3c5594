import { holderColumns, holdersOf } from '#organisations/pages/term-columns.ts'
import * as m from '#paraglide/messages.js'
import { exportList } from '#web/export.ts'
import { placeHere } from '../../tenant.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async (event) => {
  const tenantCode = placeHere(event)
  const { bodies } = await event.locals.ask('organisations.members', { tenantCode })
  const list = { tenantCode, title: m.organisations_title(), columns: holderColumns() }
  return exportList(event, { ...list, rows: holdersOf(bodies) })
}
