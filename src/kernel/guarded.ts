import type { PGlite } from '@electric-sql/pglite'
import {
  type DatabaseUnavailable,
  explainFolder,
  isFatal,
  isFullDisk,
} from './database-unavailable.ts'

type Begin = PGlite['transaction']
type Body<T> = Parameters<typeof PGlite.prototype.transaction<T>>[0]

/**
 * After a PANIC (a full disk while writing the log) the next message to PGlite never returns and stops
 * the whole program; PGlite itself sends one to end what failed. So the first fatal error is
 * remembered where messages are sent, and answers everything that follows.
 */
export function guarded(pg: PGlite, folder: string): PGlite {
  let fatal: DatabaseUnavailable | undefined
  const send = pg.execProtocolStream.bind(pg)
  pg.execProtocolStream = async (message, options) => {
    if (fatal) throw fatal
    try {
      return await send(message, options)
    } catch (error) {
      if (isFatal(error)) fatal ??= explainFolder(folder, error)
      throw fatal ?? (isFullDisk(error) ? explainFolder(folder, error) : error)
    }
  }
  const close = pg.close.bind(pg)
  pg.close = async () => (fatal ? undefined : close())
  pg.transaction = alwaysBegun(pg.transaction.bind(pg))
  return pg
}

/** Kysely waits until its body runs: where no transaction can begin, it runs and every query fails. */
function alwaysBegun(begin: Begin): Begin {
  return async <T>(body: Body<T>) => {
    let hasBegun = false
    try {
      return await begin<T>((tx) => {
        hasBegun = true
        return body(tx)
      })
    } catch (error) {
      if (!hasBegun) await body(failing(error)).catch(() => {})
      throw error
    }
  }
}

/** A transaction in which every question is answered with the same error. */
function failing(error: unknown): Parameters<Body<unknown>>[0] {
  const fail = () => Promise.reject(error)
  return {
    ...{ query: fail, sql: fail, exec: fail, listen: fail },
    ...{ rollback: () => Promise.resolve(), closed: true },
  }
}
