import { Fault } from '#kernel/fault.ts'
import type { Job, JobContext } from '#kernel/module.ts'

interface Due {
  readonly tenantCode: string
  readonly closeId: string
}

/** A slice should hold the program for about this long, so that pages go on between slices. */
const sliceMs = 20
const firstSlice = 25
/** Every slice has a price of its own of some ten milliseconds: smaller ones only take longer. */
const smallestSlice = 25
const largestSlice = 50

/** The work was done meanwhile, by an earlier wake-up or another process: nothing is wrong. */
const doneAlready = 'stars.already_drafted'

/** How many households the next slice takes, after one that took so long (in milliseconds). */
export function nextSlice(households: number, took: number): number {
  const fitting = Math.round((households * sliceMs) / Math.max(took, 1))
  // A single slow moment must not make the slices tiny, nor a fast one make them jump.
  return Math.max(smallestSlice, Math.min(largestSlice, fitting, households * 2))
}

/** Works through one close in slices; their size follows how long the last one took. */
async function workThrough(context: JobContext, due: Due, command: string): Promise<void> {
  const { tenantCode, closeId } = due
  let households = firstSlice
  for (let left = 1; left > 0; ) {
    const started = performance.now()
    const done = await context.act(command, { tenantCode, closeId, households })
    if (!done.ok && done.code === doneAlready) return
    if (!done.ok) throw new Fault(`${command} was refused for ${closeId}: ${done.code}`)
    left = (done.value as { left: number }).left
    households = nextSlice(households, performance.now() - started)
    await new Promise((go) => setImmediate(go))
  }
}

/** Works through all closes that wait; one that fails does not keep the others waiting. */
async function workOn(context: JobContext, work: 'draft' | 'finalise', command: string) {
  const found = await context.ask('stars.due_work', { work })
  if (!found.ok) throw new Fault(`stars.due_work was refused: ${found.code}`)
  const failures: unknown[] = []
  for (const due of found.value as readonly Due[]) {
    await workThrough(context, due, command).catch((failure) => failures.push(failure))
  }
  if (failures.length > 0) throw failures[0]
}

/** Computes drafts that were begun, also after a restart in the middle. */
export const draftJob: Job = {
  name: 'stars.draft',
  cron: '* * * * *',
  run: (context) => workOn(context, 'draft', 'stars.draft_slice'),
}

/** Makes results final whose notice period is over. */
export const finaliseJob: Job = {
  name: 'stars.finalise',
  cron: '* * * * *',
  run: (context) => workOn(context, 'finalise', 'stars.finalise_slice'),
}
