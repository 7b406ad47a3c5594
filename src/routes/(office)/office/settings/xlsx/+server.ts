import * as m from '#paraglide/messages.js'
import { asAsked, settingColumns } from '#settings/pages/setting-columns.ts'
import { exportList } from '#web/export.ts'
import { namesOf } from '../../names.ts'
import { placeHere } from '../../tenant.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async (event) => {
  const { locals, url } = event
  const tenantCode = placeHere(event)
  const rows = asAsked(await locals.ask('settings.list', { tenantCode }), url)
  const columns = settingColumns(namesOf(await locals.ask('places.place', { code: tenantCode })))
  return exportList(event, { tenantCode, title: m.settings_title(), columns, rows })
}
