/** Thrown where the program contradicts itself. Its message is ours and repeats nothing people typed. */
export class Fault extends Error {
  override readonly name = 'Fault'
}

/** What may be said of a fault in the log: of which kind it was, and where it was thrown. */
export interface FaultFacts {
  readonly fault: string
  /** `23505`, `ENOSPC`. */
  readonly errorCode?: string
  readonly constraint?: string
  readonly sentence?: string
  readonly frames: readonly string[]
}

/** Errors by name, because the web pages are built with copies of these classes of their own. */
const withSentenceOfOurs = new Set(['Fault', 'DatabaseUnavailable'])
const longestTrace = 15

/**
 * The message of any other error stays out, as do query and parameters: a database or a parser
 * repeats in them what somebody typed.
 */
export function factsOf(thrown: unknown): FaultFacts {
  if (!(thrown instanceof Error)) return { fault: typeof thrown, frames: [] }
  const { code, constraint } = thrown as { code?: unknown; constraint?: unknown }
  return {
    fault: thrown.name,
    ...(isWord(code) ? { errorCode: code } : {}),
    ...(isWord(constraint) ? { constraint } : {}),
    ...(withSentenceOfOurs.has(thrown.name) ? { sentence: thrown.message } : {}),
    frames: framesOf(thrown),
  }
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && /^\w{1,80}$/.test(value)
}

/** The trace without the message that stands above it. */
function framesOf({ stack = '', message }: Error): string[] {
  const below = stack.slice(stack.indexOf(message) + message.length)
  const lines = below.split('\n').map((line) => line.trim())
  return lines.filter((line) => /^at .*:\d+:\d+\)?$/.test(line)).slice(0, longestTrace)
}
