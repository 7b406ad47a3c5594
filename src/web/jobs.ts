import type { App } from '#app.ts'
import { derivedId, newEnvelopeId } from '#kernel/id.ts'
import type { Jobs } from '#kernel/jobs.ts'
import type { Log } from '#kernel/log.ts'
import type { Job, JobContext, ModuleManifest } from '#kernel/module.ts'

/** Lets every module's jobs run, by the clock and when nudged. Each looks for what is due by itself. */
export async function startJobs(
  jobs: Jobs,
  parts: { app: App; modules: readonly ModuleManifest[]; log: Log },
): Promise<void> {
  for (const job of parts.modules.flatMap((m) => m.jobs ?? [])) {
    const options = job.cron ? { cron: job.cron } : {}
    jobs.define(job.name, () => runJob(parts.app, job), options)
  }
  await jobs.start()
  for (const job of parts.modules.flatMap((m) => m.jobs ?? [])) await jobs.send(job.name, {})
}

/** Runs one job now, as the system. */
export async function runJob(app: App, job: Job): Promise<void> {
  const session = { accountId: null, system: job.name }
  const context: JobContext = {
    session,
    now: () => app.kernel.clock.now(),
    ask: (name, input) => app.ask(session, name as never, input as never),
    act: (name, input, key) => {
      const id = key ? derivedId(`${job.name}/${key}`) : newEnvelopeId()
      return app.dispatch(session, { id, name, input })
    },
  }
  await job.run(context)
}
