/** The database cannot be used. Its message says what happened, why, and what to do next. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable'

  constructor(message: string, cause?: unknown) {
    super(message, { cause })
  }
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
      error,
    )
  }
  if (NOT_ALLOWED.test(text)) {
    return new DatabaseUnavailable(
      `Xiangyue may not write to ${folder}. ` +
        'Give this account the right to write there, or choose another folder with --data.',
      error,
    )
  }
  return new DatabaseUnavailable(
    `The database in ${folder} cannot be used: ${firstLine(error)}. ` +
      'Keep a copy of this folder, restart, and if it stays so restore the last backup.',
    error,
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
      error,
    )
  }
  if (code.startsWith('28') || code === '3D000') {
    return new DatabaseUnavailable(
      `The PostgreSQL server at ${place} refuses the connection: ${why}. ` +
        'Correct the user, password or database name in DATABASE_URL.',
      error,
    )
  }
  return new DatabaseUnavailable(
    `The PostgreSQL server at ${place} cannot be used: ${why}. Ask whoever looks after it.`,
    error,
  )
}
