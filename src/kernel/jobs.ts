import { randomUUID } from 'node:crypto'
import type { PGlite, QueryOptions } from '@electric-sql/pglite'
import { types } from '@electric-sql/pglite'
import { sql } from 'kysely'
import { type ConstructorOptions, fromKysely, fromPglite, PgBoss, type SendOptions } from 'pg-boss'
import type { OpenedDatabase } from './database.ts'
import { factsOf } from './fault.ts'
import type { Log } from './log.ts'
import type { Db } from './tables.ts'

/** What a job has to do. Run again after a failure or a power cut, it must do no harm. */
export type JobHandler = (data: never, run: { readonly id: string }) => Promise<void>

export type JobLog = Pick<Log, 'warn' | 'error'>

export interface JobTiming {
  /** Five fields, read in China's time: `0 3 * * *` is three in the morning. */
  readonly cron?: string
}

export interface SendTiming {
  /** Not before this instant (ISO). */
  readonly startAfter?: string
  /** While a job of this name and key waits, another is not queued. */
  readonly singletonKey?: string
  /** The transaction this job belongs to: it is queued if and only if that commits. */
  readonly db?: Db
}

export interface Jobs {
  /** Names a job and says what it does. Before `start`. */
  define(name: string, handler: JobHandler, timing?: JobTiming): void
  /** Queues a job. False when one with the same key waits already. After `start`. */
  send(name: string, data?: object, timing?: SendTiming): Promise<boolean>
  /** `work: false` only queues; another process does the work (PostgreSQL only). */
  start(options?: { readonly work?: boolean }): Promise<void>
  /** Lets running jobs finish, half a minute at most. Call before closing the database. */
  stop(): Promise<void>
}

interface Definition {
  readonly handler: JobHandler
  readonly timing: JobTiming
}

const SCHEMA = 'jobs'
const CHINA = 'Asia/Shanghai'
const HOUR = 3600

/**
 * Work that runs later or again and again, kept in the same database by pg-boss. New jobs are
 * announced through the database, so that an idle village computer asks only twice a minute.
 */
export function openJobs(opened: OpenedDatabase, log: JobLog): Jobs {
  const definitions = new Map<string, Definition>()
  let boss: PgBoss | undefined
  const running = (): PgBoss => {
    if (!boss) throw new Error('jobs are not started')
    return boss
  }
  return {
    define(name, handler, timing = {}) {
      if (boss) throw new Error(`job ${name} is defined after the start`)
      if (definitions.has(name)) throw new Error(`job ${name} is defined twice`)
      definitions.set(name, { handler, timing })
    },
    async send(name, data = {}, timing = {}) {
      if (!definitions.has(name)) throw new Error(`job ${name} is not defined`)
      const { db, startAfter, singletonKey } = timing
      // Queues keep one waiting job per key, so a job without a key gets one of its own.
      const rest = { singletonKey: singletonKey ?? randomUUID(), ...(startAfter && { startAfter }) }
      const send = (options: SendOptions) => running().send(name, data, options)
      const id = db
        ? await asOwner(db, () => send({ ...rest, db: fromKysely(db as never) }))
        : await send(rest)
      return id !== null
    },
    async start({ work = true } = {}) {
      if (boss) throw new Error('jobs are started already')
      boss = new PgBoss(bossOptions(opened, work))
      boss.on('error', (error) => log.error(factsOf(error), 'the job queue met an error'))
      boss.on('warning', ({ message }) => log.warn({ warning: message }, 'the job queue warns'))
      await boss.start()
      await prepareQueues(boss, [...definitions.keys()])
      if (work) await beginWork(boss, definitions, { log, alone: opened.engine === 'pglite' })
    },
    async stop() {
      const stopping = boss
      boss = undefined
      await stopping?.stop({ graceful: true, timeout: 30_000 })
    },
  }
}

function bossOptions(opened: OpenedDatabase, work: boolean): ConstructorOptions {
  const shared = {
    schema: SCHEMA,
    useListenNotify: true,
    supervise: work,
    schedule: work,
    superviseIntervalSeconds: 120,
    monitorIntervalSeconds: 120,
    queueCacheIntervalSeconds: HOUR,
    bamIntervalSeconds: HOUR,
    flowIntervalSeconds: HOUR,
    cronMonitorIntervalSeconds: 45,
    cronWorkerIntervalSeconds: 45,
  } satisfies ConstructorOptions
  if (opened.pglite) {
    const db = fromPglite(withUsualDates(opened.pglite))
    return { ...shared, db, backend: 'pglite', reindex: false, monitorVacuum: false }
  }
  return { ...shared, connectionString: opened.url!, application_name: 'xiangyue-jobs', max: 3 }
}

/** pg-boss expects instants as `Date`; everything else of ours reads them as text. */
function withUsualDates(pglite: PGlite) {
  const options: QueryOptions = {
    parsers: { [types.TIMESTAMPTZ]: asDate, [types.TIMESTAMP]: (text) => asDate(`${text}Z`) },
  }
  return {
    query: (text: string, values?: unknown[]) => pglite.query(text, values, options),
    exec: (text: string) => pglite.exec(text, options),
    listen: (channel: string, heard: (payload: string) => void) => pglite.listen(channel, heard),
  } as unknown as Parameters<typeof fromPglite>[0]
}

const asDate = (text: string): Date => new Date(text.replace(/([+-]\d\d)$/, '$1:00'))

/** `short` keeps one waiting job per key; a job that fails is tried again, ever more patiently. */
const QUEUE = {
  policy: 'short',
  notify: true,
  retryLimit: 5,
  retryDelay: 30,
  retryBackoff: true,
  // A job may take an hour; one whose process died is noticed by its missing heartbeat.
  expireInSeconds: HOUR,
  heartbeatSeconds: 60,
} as const

/**
 * Makes a queue for each job, and has each looked up once: a job sent inside a transaction must
 * not need a second connection to find its queue, for PGlite has only one.
 */
async function prepareQueues(boss: PgBoss, names: readonly string[]): Promise<void> {
  const known = new Set((await boss.getQueues()).map((queue) => queue.name))
  for (const name of names) {
    if (!known.has(name)) await boss.createQueue(name, QUEUE)
    await boss.findJobs(name, { id: '00000000-0000-0000-0000-000000000000' })
  }
}

interface WorkOptions {
  readonly log: JobLog
  /** One job at a time: on PGlite they would only wait for each other's transactions. */
  readonly alone: boolean
}

async function beginWork(
  boss: PgBoss,
  definitions: ReadonlyMap<string, Definition>,
  { log, alone }: WorkOptions,
): Promise<void> {
  const inTurn = alone ? oneAtATime() : (work: () => Promise<void>) => work()
  const polling = { pollingIntervalSeconds: 5, notifyPollingIntervalSeconds: 30 }
  for (const [name, { handler, timing }] of definitions) {
    const worker: string = await boss.work(name, polling, async ([job]) => {
      if (!job) return
      try {
        await inTurn(() => handler(job.data as never, { id: job.id }))
      } catch (error) {
        log.error({ job: name, run: job.id, ...factsOf(error) }, 'a job failed; it is retried')
        throw error
      } finally {
        // Many jobs are announced together, and only one is fetched: look again at once.
        boss.notifyWorker(worker)
      }
    })
    if (timing.cron) await boss.schedule(name, timing.cron, {}, { tz: CHINA })
  }
  for (const { name } of await boss.getSchedules()) {
    if (!definitions.get(name)?.timing.cron) await boss.unschedule(name)
  }
}

function oneAtATime(): (work: () => Promise<void>) => Promise<void> {
  let last: Promise<void> = Promise.resolve()
  return (work) => {
    const mine = last.then(work)
    last = mine.catch(() => {})
    return mine
  }
}

/** The application role may not see the queue, so the owner queues, within the transaction. */
async function asOwner<T>(db: Db, work: () => Promise<T>): Promise<T> {
  const { rows } = await sql<{ role: string }>`select current_setting('role') as role`.execute(db)
  await sql`select set_config('role', 'none', true)`.execute(db)
  const value = await work()
  await sql`select set_config('role', ${rows[0]!.role}, true)`.execute(db)
  return value
}
