import type { Hono } from 'hono'
import type { App } from '#app.ts'
import type { ApiRequest } from '#kernel/http.ts'
import type { Log } from '#kernel/log.ts'
import type { Metrics } from '#kernel/metrics.ts'

/** How this server was started. */
export interface Config {
  /** Fixed when the data folder is created. */
  readonly demonstration: boolean
  /** Reachable from other machines without HTTPS: cookies cannot be marked Secure. */
  readonly lan: boolean
  /** Base of links in notices and slips: `http://localhost:8080`. */
  readonly origin: string
  readonly dataDir: string
}

/** What `main.ts` opened and hands to the web pages, so that the database is opened once. */
export interface Runtime {
  readonly app: App
  readonly api: Hono<{ Bindings: ApiRequest }>
  readonly log: Log
  readonly metrics: Metrics
  readonly config: Config
  readonly statuses: Readonly<Record<string, number>>
  readonly auth: import('#auth/library.ts').Auth
  /** By which ways messages leave, and what a demonstration did not really send. */
  readonly outbox: import('./outbox.ts').Outbox
  readonly vault: import('#attachments/vault.ts').Vault
  /** Reads a roster sheet in a worker, so that pages go on meanwhile. */
  readonly readRoster: typeof import('#people/sheet/in-worker.ts').readRosterInWorker
  /** Writes an XLSX file in a worker. */
  readonly writeSheets: typeof import('#kernel/sheet/in-worker.ts').writeSheetsInWorker
  /** Cleans a photo or voice note. */
  readonly prepareAttachment: typeof import('#attachments/prepare.ts').prepareAttachment
}

const slot = Symbol.for('xiangyue.runtime')
type Slots = Record<symbol, Runtime | undefined>

/** Called once by `main.ts`; Kit bundles its own copy of this file, so the slot is global. */
export function handOver(runtime: Runtime): void {
  ;(globalThis as unknown as Slots)[slot] = runtime
}

export function getRuntime(): Runtime {
  const runtime = (globalThis as unknown as Slots)[slot]
  if (!runtime) throw new Error('The web pages were started without main.ts. Use `npm start`.')
  return runtime
}
