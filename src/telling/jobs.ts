import type { Job } from '#kernel/module.ts'

/** Every five minutes, never at the full or half hour, when everybody's programs send. */
export const everyFiveMinutes = '2-57/5 * * * *'

/** Plans what was told since the last time, place by place. Run again, it plans nothing twice. */
export const planJob: Job = {
  name: 'telling.plan',
  cron: everyFiveMinutes,
  async run(context) {
    const due = await context.ask('telling.due', {})
    if (!due.ok) throw new Error(`telling.due was refused: ${due.code}`)
    for (const tenantCode of due.value as readonly string[]) {
      const done = await context.act('telling.plan', { tenantCode })
      if (!done.ok) throw new Error(`telling.plan was refused: ${done.code}`)
    }
  },
}
