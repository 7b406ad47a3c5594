import type { Job, JobContext } from './module.ts'

/**
 * Deadlines counted into a year whose holidays were not published are provisional. The table of
 * holidays comes with the program, so this looks for what can be counted again when the program
 * starts, and every night. A module has a query `MODULE.due_to_recount` that answers places, and a
 * command `MODULE.recount_due` that works through one place in slices.
 */
export function recountJob(module: string): Job {
  return {
    name: `${module}.recount`,
    cron: '20 3 * * *',
    run: (context) => recountAll(context, module),
  }
}

/** One place that fails does not keep the others waiting. */
async function recountAll(context: JobContext, module: string): Promise<void> {
  const found = await context.ask(`${module}.due_to_recount`, {})
  if (!found.ok) throw new Error(`${module}.due_to_recount was refused: ${found.code}`)
  const failures: unknown[] = []
  for (const tenantCode of found.value as readonly string[]) {
    await recountPlace(context, module, tenantCode).catch((failure) => failures.push(failure))
  }
  if (failures.length > 0) throw failures[0]
}

async function recountPlace(
  context: JobContext,
  module: string,
  tenantCode: string,
): Promise<void> {
  for (let left = 1; left > 0; ) {
    const done = await context.act(`${module}.recount_due`, { tenantCode })
    if (!done.ok) throw new Error(`${module}.recount_due was refused: ${done.code}`)
    left = (done.value as { left: number }).left
    await new Promise((go) => setImmediate(go))
  }
}
