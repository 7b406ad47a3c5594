interface DatabaseUnavailableOptions extends ErrorOptions {
  readonly fullDisk?: boolean
}

/** The database cannot be used. Its message says what happened, why, and what to do next. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable'
  readonly fullDisk: boolean

  constructor(message: string, { fullDisk = false, ...options }: DatabaseUnavailableOptions = {}) {
    super(message, options)
    this.fullDisk = fullDisk
  }
}

/** Refusals of a door behind which nothing can be read or written just now. */
export type Unavailability = 'kernel.disk_full' | 'kernel.database_unavailable'

/** Server errors: connections (08), too little of something (53), an operator's hand (57P). */
const NO_SERVER = /^(08...|53...|57P..|ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH)$/
/** What the pool says without a code. */
const NO_CONNECTION = /^(Connection terminated|timeout exceeded when trying to connect)/

/**
 * How to refuse when the database gave out; null for a fault of another kind. It goes by the name,
 * because the web pages are built with a copy of this class of their own.
 */
export function unavailabilityOf(error: unknown): Unavailability | null {
  if (!(error instanceof Error)) return null
  const { name, fullDisk } = error as DatabaseUnavailable
  if (isFullDisk(error) || fullDisk === true) return 'kernel.disk_full'
  const { code = '' } = error as PostgresError
  const gone = NO_SERVER.test(code) || NO_CONNECTION.test(error.message)
  if (gone || name === 'DatabaseUnavailable') return 'kernel.database_unavailable'
  // A library may have put a fault of its own in front.
  return error.cause === error ? null : unavailabilityOf(error.cause)
}

interface PostgresError {
  readonly code?: string
  readonly severity?: string
  readonly message: string
}

/** True after an error from which the embedded PostgreSQL does not recover without a restart. */
export function isFatal(error: unknown): boolean {
  if (error instanceof WebAssembly.RuntimeError) return true
  if (!(error instanceof Error)) return false
  const { severity } = error as unknown as PostgresError & { severity?: string }
  return severity === 'PANIC' || severity === 'FATAL' || error.name === 'ExitStatus'
}

/** The first line of an error, short enough to print: PGlite's own source is a megabyte long. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return (text.split('\n', 1)[0] ?? '').slice(0, 300)
}

const FULL_DISK = /ENOSPC|No space left|EDQUOT|53100/
const NOT_ALLOWED = /EACCES|EPERM|EROFS|Permission denied|Read-only file system/

/** True when nothing could be saved for lack of space; the database itself goes on. */
export function isFullDisk(error: unknown): boolean {
  return (error as PostgresError | undefined)?.code === '53100'
}

/** Explains why the files under a folder could not be used. */
export function explainFolder(folder: string, error: unknown): DatabaseUnavailable {
  if (error instanceof DatabaseUnavailable) return error
  const text = `${(error as PostgresError | undefined)?.code ?? ''} ${firstLine(error)}`
  if (FULL_DISK.test(text)) {
    return new DatabaseUnavailable(
      `The disk that holds ${folder} is full, so nothing can be saved. ` +
        'Free some space, then start Xiangyue again. What was confirmed before is safe.',
      { cause: error, fullDisk: true },
    )
  }
  if (NOT_ALLOWED.test(text)) {
    return new DatabaseUnavailable(
      `Xiangyue may not write to ${folder}. ` +
        'Give this account the right to write there, or choose another folder with --data.',
      { cause: error },
    )
  }
  return new DatabaseUnavailable(
    `The database in ${folder} cannot be used: ${firstLine(error)}. ` +
      'Keep a copy of this folder, restart, and if it stays so restore the last backup.',
    { cause: error },
  )
}

const NO_ANSWER = /ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|ECONNRESET|timeout/i

/** Explains why a PostgreSQL server could not be used. `place` must not contain a password. */
export function explainServer(place: string, error: unknown): DatabaseUnavailable {
  if (error instanceof DatabaseUnavailable) return error
  const { code = '' } = (error ?? {}) as PostgresError
  const why = firstLine(error) || code
  if (NO_ANSWER.test(`${code} ${why}`)) {
    return new DatabaseUnavailable(
      `The PostgreSQL server at ${place} does not answer (${why}). ` +
        'Start it, or correct DATABASE_URL.',
      { cause: error },
    )
  }
  if (code.startsWith('28') || code === '3D000') {
    return new DatabaseUnavailable(
      `The PostgreSQL server at ${place} refuses the connection: ${why}. ` +
        'Correct the user, password or database name in DATABASE_URL.',
      { cause: error },
    )
  }
  return new DatabaseUnavailable(
    `The PostgreSQL server at ${place} cannot be used: ${why}. Ask whoever looks after it.`,
    { cause: error },
  )
}
