import type { Job } from '#kernel/module.ts'

interface Stale {
  readonly tenantCode: string
  readonly householdId: string
}

/**
 * Takes names out of the notices whose consent has gone, whichever way it went: withdrawn by the
 * person, on paper, or ended by a death or a move. Woken by a withdrawal, and every hour.
 */
export const forgetNamesJob: Job = {
  name: 'notices.forget_names',
  cron: '7 * * * *',
  async run(context) {
    const found = await context.ask('notices.stale_names', {})
    if (!found.ok) throw new Error(`notices.stale_names was refused: ${found.code}`)
    for (const stale of found.value as readonly Stale[]) {
      const done = await context.act('notices.forget_name', stale)
      if (!done.ok) throw new Error(`notices.forget_name was refused: ${done.code}`)
    }
  },
}
