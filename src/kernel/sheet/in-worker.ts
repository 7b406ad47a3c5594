import { Worker } from 'node:worker_threads'
import type { Sheet } from './write.ts'

const MOST_MEMORY_MB = 512

/** One file at a time: a village office's computer has little memory. */
let queue: Promise<unknown> = Promise.resolve()

function start(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: sheets,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    execArgv: [],
  })
  const written = new Promise<Uint8Array>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('The worker ended without a file.')))
  })
  return written.finally(() => worker.terminate())
}

/** Writes as `writeSheets` does, beside the main thread: a thousand rows would hold up every page. */
export function writeSheetsInWorker(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const written = queue.then(() => start(sheets))
  queue = written.catch(() => undefined)
  return written
}
