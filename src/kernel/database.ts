import fs from 'node:fs'
import path from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import {
  Kysely,
  type KyselyPlugin,
  PGliteDialect,
  PostgresDialect,
  type RawBuilder,
  sql,
} from 'kysely'
import type pg from 'pg'
import { explainFolder } from './database-unavailable.ts'
import { type FolderLock, lockFolder } from './folder-lock.ts'
import { openFolder, openMemory, syncTree } from './pglite.ts'
import { openPool } from './postgres.ts'
import type { Db } from './tables.ts'

export { DatabaseUnavailable } from './database-unavailable.ts'

/** Where the database is: files in a folder, a PostgreSQL server, or memory (for tests). */
export type DatabasePlace =
  | { readonly dataDir: string }
  | { readonly url: string }
  | { readonly memory: true }

export interface DatabaseOptions {
  /**
   * Faster, but until it is closed a power cut loses everything: only while a demonstration is
   * being made that nobody has been told about.
   */
  readonly relaxed?: boolean
  /** Memory only: begin with this saved dump instead of an empty database. */
  readonly from?: Blob
  /** Server only: how many connections at most. */
  readonly poolSize?: number
}

/** One transaction of the owner, for scripts of many statements, which Kysely cannot carry. */
export interface OwnerSession {
  /** Runs one or more statements without parameters. */
  script(text: string): Promise<void>
  query<R>(text: string, parameters?: readonly unknown[]): Promise<R[]>
}

export interface OpenedDatabase extends AsyncDisposable {
  readonly engine: 'pglite' | 'postgres'
  readonly kysely: Db
  /** Embedded only. Every fatal error it meets is remembered; see `pglite.ts`. */
  readonly pglite?: PGlite
  /** Server only: the pool, and the address it was opened with. */
  readonly pool?: pg.Pool
  readonly url?: string
  /** Runs `work` in one transaction of the owner: all of it or, when it throws, nothing. */
  ownerTransaction<T>(work: (session: OwnerSession) => Promise<T>): Promise<T>
  /** All data as a tar file that `from` opens. A server has its own tools (`pg_dump`) for this. */
  dump(): Promise<Blob>
  /** Closes the connections and frees the folder. A second call does nothing. */
  close(): Promise<void>
}

/**
 * Opens the database. Both engines return timestamptz as `2026-11-22T01:02:03.456Z`, date as
 * `2026-11-22`, int8 as number, numeric as text, jsonb parsed, bytea as Uint8Array.
 * @throws DatabaseUnavailable with a sentence that says what to do.
 */
export async function openDatabase(
  place: DatabasePlace,
  options: DatabaseOptions = {},
): Promise<OpenedDatabase> {
  if ('url' in place) return openServer(place.url, options.poolSize ?? 10)
  if ('memory' in place) return embedded(await openMemory(options.from))
  const folder = path.resolve(place.dataDir)
  const lock = await lockedFolder(folder)
  const files = path.join(folder, 'postgres')
  try {
    const pglite = await openFolder(files, options.relaxed ?? false)
    return embedded(pglite, () => {
      try {
        if (options.relaxed) syncTree(files)
      } finally {
        lock.release()
      }
    })
  } catch (error) {
    lock.release()
    throw error
  }
}

async function lockedFolder(folder: string): Promise<FolderLock> {
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
    return await lockFolder(folder)
  } catch (error) {
    throw explainFolder(folder, error)
  }
}

function embedded(pglite: PGlite, closed = () => {}): OpenedDatabase {
  const kysely: Db = new Kysely({ dialect: new PGliteDialect({ pglite }) })
  const close = once(async () => {
    try {
      // Kysely closes PGlite only when it has been used, and PGlite refuses to close twice.
      await kysely.destroy()
      if (!pglite.closed) await pglite.close()
    } finally {
      closed()
    }
  })
  return {
    engine: 'pglite',
    kysely,
    pglite,
    ownerTransaction: (work) =>
      pglite.transaction((tx) =>
        work({
          script: async (text) => void (await tx.exec(text)),
          query: async <R>(text: string, parameters: readonly unknown[] = []) =>
            (await tx.query<R>(text, [...parameters])).rows,
        }),
      ),
    dump: () => pglite.dumpDataDir('none'),
    close,
    [Symbol.asyncDispose]: close,
  }
}

async function openServer(url: string, size: number): Promise<OpenedDatabase> {
  const pool = await openPool(url, size)
  const kysely: Db = new Kysely({ dialect: new PostgresDialect({ pool }) })
  const close = once(async () => {
    await kysely.destroy()
    if (!pool.ended) await pool.end()
  })
  return {
    engine: 'postgres',
    kysely,
    pool,
    url,
    ownerTransaction: (work) => inTransaction(pool, work),
    dump: () => Promise.reject(new Error('a PostgreSQL server is dumped with pg_dump')),
    close,
    [Symbol.asyncDispose]: close,
  }
}

async function inTransaction<T>(
  pool: pg.Pool,
  work: (session: OwnerSession) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let fault: Error | undefined
  try {
    await client.query('begin')
    const value = await work({
      script: async (text) => void (await client.query(text)),
      query: async <R>(text: string, parameters: readonly unknown[] = []) =>
        (await client.query(text, [...parameters])).rows as R[],
    })
    await client.query('commit')
    return value
  } catch (error) {
    fault = error instanceof Error ? error : new Error(String(error))
    throw error
  } finally {
    // A connection that failed is closed, and with it its transaction.
    client.release(fault)
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => {
    done ??= work()
    return done
  }
}

/**
 * A value for a jsonb column. Plain values are not enough: node-postgres writes a list as a
 * PostgreSQL array, and both engines take a text for JSON already written.
 */
export function jsonb(value: unknown): RawBuilder<unknown> {
  return sql`${JSON.stringify(value)}::jsonb`
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** The same connection with instants as `Date`, for libraries (sign-in) that expect them. */
export function withDateObjects(db: Db): Db {
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => ({
      ...result,
      rows: result.rows.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [
            name,
            typeof value === 'string' && INSTANT.test(value) ? new Date(value) : value,
          ]),
        ),
      ),
    }),
  }
  return db.withPlugin(plugin)
}
