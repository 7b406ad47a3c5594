import { Fault } from '#kernel/fault.ts'
import type { Job, JobContext } from '#kernel/module.ts'

/** So many scores are credited, or vouchers given back, in one act: some ten milliseconds. */
const scores = 25
const vouchers = 25

/** Works at every place that is due; one that fails does not keep the others waiting. */
async function everywhere(
  context: JobContext,
  question: string,
  work: (context: JobContext, tenantCode: string) => Promise<void>,
): Promise<void> {
  const due = await context.ask(question, {})
  if (!due.ok) throw new Fault(`${question} was refused: ${due.code}`)
  const failures: unknown[] = []
  for (const tenantCode of due.value as readonly string[]) {
    await work(context, tenantCode).catch((failure) => failures.push(failure))
  }
  if (failures.length > 0) throw failures[0]
}

async function creditAll(context: JobContext, tenantCode: string): Promise<void> {
  for (let goesOn = true; goesOn; ) {
    const done = await context.act('shop.credit_slice', { tenantCode, scores })
    // Another process was faster: nothing is wrong.
    if (!done.ok && done.code === 'shop.nothing_due') return
    if (!done.ok) throw new Fault(`shop.credit_slice was refused at ${tenantCode}: ${done.code}`)
    const { left, paused } = done.value as { left: number; paused: boolean }
    goesOn = left > 0 && !paused
    await new Promise((go) => setImmediate(go))
  }
}

async function returnAll(context: JobContext, tenantCode: string): Promise<void> {
  for (let left = 1; left > 0; ) {
    const done = await context.act('shop.return_vouchers', { tenantCode, vouchers })
    if (!done.ok && done.code === 'shop.nothing_due') return
    if (!done.ok) throw new Fault(`shop.return_vouchers was refused at ${tenantCode}: ${done.code}`)
    left = (done.value as { left: number }).left
    await new Promise((go) => setImmediate(go))
  }
}

/** Credits final scores by what the village resolved; a village without a resolution has none. */
export const creditJob: Job = {
  name: 'shop.credit',
  cron: '* * * * *',
  run: (context) => everywhere(context, 'shop.due_credits', creditAll),
}

/** Gives back what was set aside for vouchers nobody handed in. */
export const returnJob: Job = {
  name: 'shop.return_vouchers',
  cron: '7 * * * *',
  run: (context) => everywhere(context, 'shop.due_returns', returnAll),
}
