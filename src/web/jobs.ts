import type { App } from '#app.ts'
import { derivedId, newEnvelopeId } from '#kernel/id.ts'
import type { Jobs } from '#kernel/jobs.ts'
import type { Job, JobContext } from '#kernel/module.ts'

/** Lets every module's jobs run, by the clock and when nudged. Each looks for what is due by itself. */
export async function startJobs(jobs: Jobs, app: App): Promise<void> {
  const all = app.modules.flatMap((m) => m.jobs ?? [])
  for (const job of all) {
    jobs.define(job.name, () => runJob(app, job), job.cron ? { cron: job.cron } : {})
  }
  await jobs.start()
  for (const job of all) await jobs.send(job.name, {})
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
