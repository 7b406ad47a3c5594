import { Fault } from '#kernel/fault.ts'
import type { Job } from '#kernel/module.ts'

interface Due {
  readonly tenantCode: string
  readonly dividendId: string
}

/** Another process was faster, or somebody objected just now: nothing is wrong. */
const waits = ['dividends.not_announced', 'dividends.objection_open']

/** Makes dividends final whose notice period is over. */
export const finaliseJob: Job = {
  name: 'dividends.finalise',
  cron: '* * * * *',
  async run(context) {
    const found = await context.ask('dividends.due', {})
    if (!found.ok) throw new Fault(`dividends.due was refused: ${found.code}`)
    for (const { tenantCode, dividendId } of found.value as readonly Due[]) {
      const done = await context.act('dividends.finalise', { tenantCode, dividendId })
      if (!done.ok && !waits.includes(done.code))
        throw new Fault(`dividends.finalise was refused for ${dividendId}: ${done.code}`)
    }
  },
}
