import pino, { type Logger } from 'pino'

/** JSON logs without personal data: only these members are ever written. */
export type Log = Logger

export function makeLog(level = 'info'): Log {
  return pino({ level, base: { service: 'xiangyue' }, timestamp: pino.stdTimeFunctions.isoTime })
}
