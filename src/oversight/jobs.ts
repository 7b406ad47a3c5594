import { Fault } from '#kernel/fault.ts'
import type { Job } from '#kernel/module.ts'

interface Due {
  readonly tenantCode: string
  readonly cycleId: string
  readonly part: string
}

/** Looks through what was decided since the last night, part by part, so that pages go on between. */
export const lookJob: Job = {
  name: 'oversight.look',
  cron: '40 2 * * *',
  async run(context) {
    const found = await context.ask('oversight.due', {})
    if (!found.ok) throw new Fault(`oversight.due was refused: ${found.code}`)
    const failures: unknown[] = []
    for (const due of found.value as readonly Due[]) {
      const done = await context.act('oversight.look', due).catch((failure) => failure as Error)
      if (done instanceof Error) failures.push(done)
      else if (!done.ok) failures.push(new Fault(`oversight.look was refused: ${done.code}`))
      await new Promise((go) => setImmediate(go))
    }
    if (failures.length > 0) throw failures[0]
  },
}
