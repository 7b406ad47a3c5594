import { Worker } from 'node:worker_threads'
import { type Result, refuse } from '#kernel/result.ts'
import type { KnownPlaces, RosterReading, SheetRefusal } from './model.ts'

/** The largest roster takes about three seconds; what takes longer was made to be slow. */
const usual: Limits = { longestMs: 30_000, mostMemoryMb: 768 }

interface Limits {
  readonly longestMs: number
  readonly mostMemoryMb: number
}

interface Sheet {
  readonly bytes: Uint8Array
  readonly filename: string
  readonly known: KnownPlaces
}

type Answer = Result<RosterReading, SheetRefusal>

/** One sheet at a time: a village office's computer has little memory. */
let queue: Promise<unknown> = Promise.resolve()

function isOutOfMemory(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}

function start(sheet: Sheet, { longestMs, mostMemoryMb }: Limits): Promise<Answer> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: sheet,
    resourceLimits: { maxOldGenerationSizeMb: mostMemoryMb },
    execArgv: [],
  })
  const answer = new Promise<Answer>((resolve, reject) => {
    const alarm = setTimeout(() => resolve(refuse('people.sheet_too_complex')), longestMs)
    worker.once('message', resolve)
    worker.once('error', (error: Error) => {
      if (isOutOfMemory(error)) resolve(refuse('people.sheet_too_complex'))
      else reject(error)
    })
    worker.once('exit', () => {
      clearTimeout(alarm)
      reject(new Error('The worker ended without an answer.'))
    })
  })
  return answer.finally(() => worker.terminate())
}

/**
 * Reads a roster as `readRoster` does, beside the main thread: pages go on while a long sheet is
 * understood. A sheet that takes too long or too much memory is refused.
 */
export const readRosterInWorker = rosterReader(usual)

export function rosterReader(limits: Limits) {
  return (bytes: Uint8Array, filename: string, known: KnownPlaces): Promise<Answer> => {
    const answer = queue.then(() => start({ bytes, filename, known }, limits))
    queue = answer.catch(() => undefined)
    return answer
  }
}
