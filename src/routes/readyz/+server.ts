import { sql } from 'kysely'
import type { RequestHandler } from './$types'

/** The database answers too. */
export const GET: RequestHandler = async ({ locals }) => {
  await sql`select 1`.execute(locals.runtime.app.kernel.database.kysely)
  return new Response('ready\n')
}
