import { everyRow } from '#web/export.ts'
import { villageOf } from '../../tenant.ts'
import type { RequestHandler } from './$types'

/** Everything that is kept about me, for myself: numbers stay masked, as everywhere. */
export const GET: RequestHandler = async (event) => {
  const tenantCode = await villageOf(event)
  const record = await event.locals.ask('people.my_record', { tenantCode })
  const looks = await everyRow((part) => event.locals.ask('audit.looks', { tenantCode, ...part }), {
    of: (found) => found.looks,
    key: (look) => look.id,
  })
  const told = await event.locals.ask('telling.my_channels', { tenantCode })
  const body = JSON.stringify({ tenantCode, record, told, looks }, null, 2)
  const disposition = 'attachment; filename="my-data.json"'
  const headers = { 'content-type': 'application/json', 'content-disposition': disposition }
  return new Response(body, { headers })
}
