import pino from 'pino'
import type { FaultFacts } from './fault.ts'

/** Everything that can stand in a line of the log. Nothing here names or describes a person. */
export interface LogFacts extends Partial<FaultFacts> {
  readonly requestId?: string
  readonly method?: string
  /** The pattern of an address, never the address: `/v/[code]/notices/[id]`. */
  readonly route?: string
  readonly status?: number
  readonly seconds?: number
  /** The name of a command or query. */
  readonly act?: string
  /** The name of a job, and the number of its run. */
  readonly job?: string
  readonly run?: string
  /** What the job queue warns of, in its own words. */
  readonly warning?: string
  /** Development only, when no provider carries codes to telephones; never beside a number. */
  readonly oneTimeCode?: string
}

const members: ReadonlySet<string> = new Set<keyof LogFacts>([
  ...(['requestId', 'method', 'route', 'status', 'seconds', 'act', 'job', 'run'] as const),
  ...(['warning', 'oneTimeCode'] as const),
  ...(['fault', 'errorCode', 'constraint', 'sentence', 'frames'] as const),
])

const sayings = [
  'request',
  'fault',
  'a failure nobody waited for',
  'the program ends after a fault',
  'a job could not be queued',
  'a job failed; it is retried',
  'the job queue met an error',
  'the job queue warns',
  'a one-time code could not be sent',
  'one-time code (development gateway)',
] as const

type Saying = (typeof sayings)[number]

type Write = (facts: LogFacts, saying: Saying) => void

/** JSON logs without personal data: only these members and sayings are ever written. */
export interface Log {
  readonly info: Write
  readonly warn: Write
  readonly error: Write
}

export function makeLog(level = 'info', to?: { write(line: string): void }): Log {
  const options = {
    ...{ level, base: { service: 'xiangyue' }, timestamp: pino.stdTimeFunctions.isoTime },
    formatters: { log: onlyMembers },
  }
  const out = to ? pino(options, to) : pino(options)
  const writeAt = (severity: 'info' | 'warn' | 'error') => (facts: LogFacts, saying: Saying) =>
    // A copy: an error given as facts would otherwise be written with its message.
    out[severity]({ ...facts }, sayings.includes(saying) ? saying : '')
  return { info: writeAt('info'), warn: writeAt('warn'), error: writeAt('error') }
}

function onlyMembers(facts: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => members.has(name)))
}
