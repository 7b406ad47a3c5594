import type { Kysely } from 'kysely'

/** A connection or transaction whose tables are named by the store that uses it. */
// biome-ignore lint/suspicious/noExplicitAny: each store names its own tables through `tables`.
export type Db = Kysely<any>

/** The same connection, typed with the tables of one module. */
export function tables<T>(db: Db): Kysely<T> {
  return db
}
