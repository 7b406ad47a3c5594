import { type App, makeApp } from '#app.ts'
import { prepareAttachment } from '#attachments/prepare.ts'
import { openVault, type Vault } from '#attachments/vault.ts'
import { type Auth, createAuth } from '#auth/library.ts'
import { type OpenedDatabase, openDatabase } from '#kernel/database.ts'
import { factsOf } from '#kernel/fault.ts'
import { makeApi } from '#kernel/http.ts'
import { type Jobs, openJobs } from '#kernel/jobs.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Log } from '#kernel/log.ts'
import { makeMetrics } from '#kernel/metrics.ts'
import { migrate } from '#kernel/migrations.ts'
import { writeSheetsInWorker } from '#kernel/sheet/in-worker.ts'
import { readRosterInWorker } from '#people/sheet/in-worker.ts'
import { chooseGateway } from './code-gateway.ts'
import { openSecrets } from './data-folder.ts'
import { runJob, startJobs } from './jobs.ts'
import { openOutbox } from './outbox.ts'
import type { Config, Runtime } from './runtime.ts'
import { say } from './sentence.ts'
import { bodyLimitBytes } from './serve.ts'
import { defineUpkeep } from './upkeep.ts'

export interface House {
  readonly runtime: Runtime
  readonly database: OpenedDatabase
  /** Lets the jobs run; until then none is carried out, and all are looked for at this moment. */
  beginWork(): Promise<void>
  close(): Promise<void>
}

/**
 * Opens everything a running server needs, in order; closing undoes it in reverse. What fails on the
 * way closes what stands already, because an open database keeps its folder and the program.
 */
export async function openHouse(config: Config, log: Log): Promise<House> {
  const database = await openDatabase(placeOf(config))
  const jobs = openJobs(database, log)
  let work: Promise<void> | undefined
  const close = async () => {
    try {
      await jobs.stop()
    } finally {
      await database.close()
    }
  }
  try {
    // Before the beginning nothing need be queued: then every job is looked for.
    const queue = (job: string) => work?.then(() => jobs.send(job, {}))
    const runtime = await furnish(config, log, { database, jobs, queue })
    const beginWork = () => {
      work ??= startJobs(jobs, runtime.app)
      return work
    }
    return { runtime, database, beginWork, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function furnish(
  config: Config,
  log: Log,
  of: {
    database: OpenedDatabase
    jobs: Jobs
    queue: (job: string) => Promise<unknown> | undefined
  },
): Promise<Runtime> {
  const { database, jobs } = of
  await migrate(database)
  const secrets = openSecrets(config.dataDir)
  const nudge = (job: string) =>
    void of
      .queue(job)
      ?.catch((error) => log.error({ job, ...factsOf(error) }, 'a job could not be queued'))
  const metrics = makeMetrics()
  const tally: Kernel['tally'] = (command, outcome) => metrics.acts.inc({ command, outcome })
  const app = makeApp({ database, secrets, nudge, tally })
  const count = (outcome: string) => metrics.codes.inc({ outcome })
  const gateway = chooseGateway(config, { environment: process.env, log, count })
  const auth: Auth = await createAuth({
    ...{ database, secrets, gateway, app },
    ...{ origin: config.origin, demonstration: config.demonstration, lan: config.lan },
    onFault: (error) => log.error(factsOf(error), 'a one-time code could not be sent'),
  })
  const outbox = openOutbox(config, { environment: process.env, gateway })
  const vault: Vault = openVault(config.dataDir)
  const statuses = statusesOf(app)
  const runtime: Runtime = {
    ...{ app, log, config, statuses, auth, vault, outbox },
    ...{ readRoster: readRosterInWorker, writeSheets: writeSheetsInWorker, prepareAttachment },
    metrics,
    api: makeApi({ kernel: app.kernel, log, say, statuses, bodyLimitBytes }),
  }
  defineUpkeep(jobs, { database, vault, app, drawn: config.demonstration })
  jobs.define(outbox.job.name, () => runJob(app, outbox.job), { cron: outbox.job.cron! })
  return runtime
}

function placeOf(config: Config) {
  const url = process.env.DATABASE_URL
  return url ? { url } : { dataDir: config.dataDir }
}

/** HTTP status of every refusal, as the modules declare them. */
export function statusesOf(app: App): Record<string, number> {
  return Object.assign({}, ...app.modules.map((m) => m.refusals ?? {})) as Record<string, number>
}
