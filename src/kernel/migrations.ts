import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { OpenedDatabase, OwnerSession } from './database.ts'
import { DatabaseUnavailable, firstLine } from './database-unavailable.ts'

/** One step in the life of the schema: `migrations/NNNN-name.sql`. */
interface Migration {
  readonly number: number
  readonly name: string
  readonly text: string
  readonly sha256: string
}

interface Applied {
  readonly number: number
  readonly name: string
  readonly sha256: string
}

const FILE = /^(\d{4})-[a-z0-9-]+\.sql$/

/** Any number, the same in every Xiangyue: two that start together migrate one after the other. */
const LOCK = 231282

/**
 * Applies, in order and each in a transaction of its own, the migrations not yet applied.
 * @returns the names of those applied now.
 * @throws DatabaseUnavailable when an applied file was changed, or when the database is newer.
 */
export async function migrate(
  opened: OpenedDatabase,
  folder: string = migrationsFolder(),
): Promise<string[]> {
  const migrations = readMigrations(folder)
  const done: string[] = []
  await opened.ownerTransaction(async (session) => {
    await lock(session)
    await ensureRoles(session)
    refuseUnknown(await readApplied(session), migrations)
  })
  for (const migration of migrations) {
    await opened.ownerTransaction(async (session) => {
      await lock(session)
      if (isApplied(migration, await readApplied(session))) return
      await apply(session, migration)
      done.push(migration.name)
    })
  }
  return done
}

/** The migrations not yet applied; empty means the schema is up to date. */
export async function pendingMigrations(
  opened: OpenedDatabase,
  folder: string = migrationsFolder(),
): Promise<string[]> {
  const applied = await opened.ownerTransaction(readApplied)
  return readMigrations(folder)
    .filter((migration) => !isApplied(migration, applied))
    .map((migration) => migration.name)
}

/** The folder `migrations` nearest above this file, both in the sources and after a build. */
function migrationsFolder(): string {
  let folder = import.meta.dirname
  while (!fs.existsSync(path.join(folder, 'migrations'))) {
    const parent = path.dirname(folder)
    if (parent === folder) throw new Error('the folder migrations is missing')
    folder = parent
  }
  return path.join(folder, 'migrations')
}

function readMigrations(folder: string): Migration[] {
  const migrations = fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => readMigration(folder, name))
  migrations.forEach((migration, index) => {
    if (migration.number === migrations[index - 1]?.number) {
      throw new Error(`two migrations have the number of ${migration.name}`)
    }
  })
  return migrations
}

function readMigration(folder: string, name: string): Migration {
  const number = name.match(FILE)?.[1]
  if (!number) throw new Error(`${name} is not named like 0001-name.sql`)
  // Git on Windows may write other line ends; they do not change a migration.
  const text = fs.readFileSync(path.join(folder, name), 'utf8').replaceAll('\r\n', '\n')
  const sha256 = createHash('sha256').update(text).digest('hex')
  return { number: Number(number), name, text, sha256 }
}

async function lock(session: OwnerSession): Promise<void> {
  await session.query('select pg_advisory_xact_lock($1)', [LOCK])
}

async function readApplied(session: OwnerSession): Promise<Applied[]> {
  // A query of the catalogue sees what another program committed while this one waited for the
  // lock; `to_regclass` answers from what this session remembers.
  const found = await session.query(
    `select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'kernel' and c.relname = 'migration'`,
  )
  if (found.length === 0) return []
  return session.query<Applied>('select number, name, sha256 from kernel.migration order by number')
}

function refuseUnknown(applied: readonly Applied[], migrations: readonly Migration[]): void {
  const known = new Set(migrations.map((migration) => migration.number))
  const unknown = applied.find(({ number }) => !known.has(number))
  if (!unknown) return
  throw new DatabaseUnavailable(
    `This database was changed by a newer Xiangyue (${unknown.name}), which this one does not ` +
      'know. Start the newer version, or restore a backup made with this one.',
  )
}

function isApplied(migration: Migration, applied: readonly Applied[]): boolean {
  const before = applied.find(({ number }) => number === migration.number)
  if (!before) return false
  if (before.sha256 === migration.sha256) return true
  throw new DatabaseUnavailable(
    `The migration ${migration.name} was changed after it had been applied to this database. ` +
      'Restore the file as it was, and put the change into a new migration.',
  )
}

async function apply(session: OwnerSession, migration: Migration): Promise<void> {
  try {
    await session.script(migration.text)
  } catch (error) {
    throw new Error(`${migration.name}${whereIn(migration.text, error)}: ${firstLine(error)}`)
  }
  await session.script(`
    create schema if not exists kernel;
    create table if not exists kernel.migration (
      number integer primary key,
      name text not null,
      sha256 text not null,
      applied_at timestamptz not null default clock_timestamp()
    );`)
  await session.query('insert into kernel.migration (number, name, sha256) values ($1, $2, $3)', [
    migration.number,
    migration.name,
    migration.sha256,
  ])
}

/** `, line 12` where PostgreSQL says it; its own error object would print the whole file. */
function whereIn(text: string, error: unknown): string {
  const position = Number((error as { position?: string }).position)
  if (!position) return ''
  return `, line ${[...text].slice(0, position).filter((letter) => letter === '\n').length + 1}`
}

/** The unprivileged roles in whose name every command and query runs. */
const ROLES = ['xiangyue_app', 'xiangyue_public']

interface Role {
  readonly name: string
  readonly powerful: boolean
  readonly usable: boolean
}

async function ensureRoles(session: OwnerSession): Promise<void> {
  for (const name of ROLES) {
    const found = await findRole(session, name)
    if (!found) await tryRole(session, name, `create role ${name} nologin`)
    const role = found ?? (await findRole(session, name))
    if (role?.powerful) {
      throw new DatabaseUnavailable(
        `The role ${name} may do more than it should. ` +
          `Ask the database administrator for: alter role ${name} nosuperuser nobypassrls`,
      )
    }
    if (role?.usable) continue
    await tryRole(session, name, `grant ${name} to current_user with inherit false, set true`)
  }
}

async function findRole(session: OwnerSession, name: string): Promise<Role | undefined> {
  const [role] = await session.query<Role>(
    `select rolname as name, rolsuper or rolbypassrls as powerful,
            pg_has_role(current_user, oid, 'SET') as usable
       from pg_roles where rolname = $1`,
    [name],
  )
  return role
}

/** Roles belong to the whole server, so another database on it may be making them right now. */
async function tryRole(session: OwnerSession, name: string, statement: string): Promise<void> {
  try {
    await session.script(`do $$ begin ${statement};
      exception when duplicate_object or unique_violation then null; end $$`)
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error
    throw new DatabaseUnavailable(
      `The owner of this database may not make or use the role ${name}. ` +
        `Ask the database administrator to run: ${statement}`,
      { cause: error },
    )
  }
}

export { schemaDump } from './schema-dump.ts'
