import pg from 'pg'
import { ARRAYS, parsers } from './column-values.ts'
import { DatabaseUnavailable, explainServer } from './database-unavailable.ts'

/** The oldest server with what the roles of Xiangyue need: `grant … with set true`. */
const OLDEST_MAJOR = 16

type Parse = (text: string) => unknown

/** Reads values exactly as the embedded database does, arrays included. */
function typeParser(oid: number, format?: 'text' | 'binary'): Parse {
  const parse = parsers[oid]
  if (parse) return parse
  const element = Object.keys(ARRAYS).find((type) => ARRAYS[Number(type)] === oid)
  if (!element) return pg.types.getTypeParser(oid, format as 'text') as Parse
  const list = pg.types.getTypeParser(TEXT_ARRAY as never, 'text') as Parse
  return (text) => eachText(list(text), parsers[Number(element)]!)
}

const TEXT_ARRAY = 1009

function eachText(value: unknown, parse: Parse): unknown {
  if (Array.isArray(value)) return value.map((item) => eachText(item, parse))
  return typeof value === 'string' ? parse(value) : value
}

/** Where a database is, without the password, for messages. */
export function placeOf(url: string): string {
  try {
    const { hostname, port, pathname } = new URL(url)
    return `${hostname || 'localhost'}:${port || '5432'}${pathname}`
  } catch {
    return 'DATABASE_URL'
  }
}

/** Opens a pool of connections to a PostgreSQL server and makes sure it can be used. */
export async function openPool(url: string, size: number): Promise<pg.Pool> {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser: typeParser } as pg.CustomTypesConfig,
    onConnect: prepareSession,
  } as pg.PoolConfig)
  // A connection lost while idle is replaced by the pool; without a listener it ends the process.
  pool.on('error', () => {})
  try {
    await checkServer(pool)
    return pool
  } catch (error) {
    await pool.end()
    throw explainServer(placeOf(url), error)
  }
}

/** Every session speaks UTC; on Citus the role and scope of a transaction reach the workers. */
async function prepareSession(client: pg.ClientBase): Promise<void> {
  await client.query(`
    set timezone to 'UTC';
    set datestyle to 'ISO';
    select set_config('citus.propagate_set_commands', 'local', false)
      from pg_extension where extname = 'citus';`)
}

async function checkServer(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query(`select current_setting('server_version_num')::int as version`)
  const major = Math.floor(Number(rows[0].version) / 10_000)
  if (major >= OLDEST_MAJOR) return
  throw new DatabaseUnavailable(
    `The server is PostgreSQL ${major}, but Xiangyue needs ${OLDEST_MAJOR} or newer. ` +
      'Upgrade it, or point DATABASE_URL to another server.',
  )
}
