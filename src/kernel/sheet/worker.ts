import { parentPort, workerData } from 'node:worker_threads'
import { type Sheet, writeSheets } from './write.ts'

/** One file, written beside the pages: this file is only ever started as a worker. */
parentPort?.postMessage(writeSheets(workerData as readonly Sheet[]))
