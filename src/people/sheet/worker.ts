import { parentPort, workerData } from 'node:worker_threads'
import type { KnownPlaces } from './model.ts'
import { readRoster } from './roster.ts'

/** One sheet, read beside the pages: this file is only ever started as a worker. */
const { bytes, filename, known } = workerData as {
  bytes: Uint8Array
  filename: string
  known: KnownPlaces
}
parentPort?.postMessage(readRoster(bytes, filename, known))
