import { readFileSync } from 'node:fs'
import { type OpenedDatabase, openDatabase } from '#kernel/database.ts'
import { dumpPath } from './dump.ts'
import { layVillage } from './village.ts'

/** The rows of every table that has any, and where its counters stand: what a test begins from. */
export interface Snapshot {
  readonly rows: readonly { readonly table: string; readonly json: string }[]
}

/** A database in memory that goes back on the shelf when a test is done with it. */
export interface LentDatabase {
  readonly database: OpenedDatabase
  giveBack(): Promise<void>
}

interface Shelved {
  readonly database: OpenedDatabase
  /** What the tables, functions, rules and rights looked like when it was opened. */
  readonly shape: string
}

const shelf: Shelved[] = []
const SHELF_HOLDS = 2
let migrated: Promise<Snapshot> | undefined
let village: Promise<Snapshot> | undefined

/** A migrated database in memory with nothing in it. */
export async function migratedDatabase(): Promise<LentDatabase> {
  migrated ??= lend().then(async (lent) => {
    const snapshot = await snapshotOf(lent.database)
    await lent.giveBack()
    return snapshot
  })
  return databaseFrom(await migrated)
}

/** A migrated database in memory with the fixture village. */
export async function villageDatabase(): Promise<LentDatabase> {
  village ??= migratedDatabase().then(async (lent) => {
    await layVillage(lent.database.kysely)
    const snapshot = await snapshotOf(lent.database)
    await lent.giveBack()
    return snapshot
  })
  return databaseFrom(await village)
}

/** A database that holds the rows of a snapshot and nothing else. */
export async function databaseFrom(snapshot: Snapshot): Promise<LentDatabase> {
  const lent = await lend()
  await lent.database.ownerTransaction(async (session) => {
    await session.script('set local session_replication_role = replica')
    const tables = await session.query<TableRow>(tablesWithRows)
    const filled = tables.filter((table) => table.filled)
    if (filled.length > 0)
      await session.script(filled.map((table) => `delete from ${table.name}`).join(';'))
    await session.query(`select setval(format('%I.%I', schemaname, sequencename), start_value, false)
      from pg_sequences`)
    const columns = new Map(tables.map((table) => [table.name, table.columns]))
    for (const { table, json } of snapshot.rows) {
      const names = columns.get(table)
      await session.query(
        `insert into ${table} (${names}) overriding system value
         select ${names} from json_populate_recordset(null::${table}, $1::json)`,
        [json],
      )
    }
  })
  return lent
}

/** Everything a database holds, to begin other tests from. */
export async function snapshotOf(database: OpenedDatabase): Promise<Snapshot> {
  return database.ownerTransaction(async (session) => {
    const tables = await session.query<TableRow>(tablesWithRows)
    const rows: { table: string; json: string }[] = []
    for (const { name } of tables.filter((table) => table.filled)) {
      const [all] = await session.query<{ json: string }>(
        `select json_agg(t)::text as json from ${name} t`,
      )
      rows.push({ table: name, json: all!.json })
    }
    return { rows }
  })
}

interface TableRow {
  readonly name: string
  readonly columns: string
  readonly filled: boolean
}

const tablesWithRows = `
  select format('%I.%I', n.nspname, c.relname) as name,
    (select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '')
      as columns,
    (xpath('/row/f/text()', query_to_xml(format('select exists (select from %I.%I) as f',
      n.nspname, c.relname), false, true, '')))[1]::text = 'true' as filled
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema)'`

/** Changes to anything but rows; a database that was rebuilt by a test is not lent again. */
const shapeOf = `
  select md5(concat(
    (select string_agg(concat(oid, relname, relacl, relrowsecurity), ',' order by oid)
      from pg_class where relkind in ('r', 'v', 'i', 'S')),
    (select string_agg(concat(attrelid, attname, attacl, attnotnull), ',' order by attrelid, attnum)
      from pg_attribute where attrelid >= 16384),
    (select string_agg(concat(oid, prosrc, proacl), ',' order by oid)
      from pg_proc where oid >= 16384),
    (select string_agg(concat(oid, polqual, polwithcheck), ',' order by oid) from pg_policy),
    (select string_agg(concat(oid, tgenabled), ',' order by oid) from pg_trigger),
    (select string_agg(concat(oid, convalidated), ',' order by oid) from pg_constraint),
    (select string_agg(concat(rolname, rolsuper), ',' order by oid) from pg_roles))) as shape`

async function lend(): Promise<LentDatabase> {
  const shelved = shelf.pop() ?? (await opened())
  return { database: shelved.database, giveBack: () => giveBack(shelved) }
}

async function opened(): Promise<Shelved> {
  const from = new Blob([readFileSync(dumpPath())])
  const database = await openDatabase({ memory: true }, { from })
  return { database, shape: await shape(database) }
}

async function giveBack(shelved: Shelved): Promise<void> {
  const { database } = shelved
  if (database.pglite!.closed) return
  const same = shelf.length < SHELF_HOLDS && (await shape(database)) === shelved.shape
  if (same) shelf.push(shelved)
  else await database.close()
}

async function shape(database: OpenedDatabase): Promise<string> {
  const { rows } = await database.pglite!.query<{ shape: string }>(shapeOf)
  return rows[0]!.shape
}
