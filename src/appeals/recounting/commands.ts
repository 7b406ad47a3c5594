import { z } from 'zod'
import { type CommandContext, defineCommand } from '#kernel/command.ts'
import { system } from '#kernel/permission.ts'
import { ok } from '#kernel/result.ts'
import { tellAppellant } from '../review/store.ts'
import { type Recount, recounts } from './recount.ts'
import { setAnswerDue } from './store.ts'

export const RecountDue = z.object({ tenantCode: z.string().regex(/^[0-9]{12}$/) })

/** So many at once, so that pages go on between two acts. */
const slice = 50

/**
 * Counts the provisional days of answer of a place again, now that holidays are published. Whoever
 * objected is told when their day moves.
 */
export const recountDue = defineCommand({
  name: 'appeals.recount_due',
  input: RecountDue,
  may: ({ actor }) => system(actor),
  async run(context) {
    const all = await recounts(context.db, context.input.tenantCode)
    const these = all.slice(0, slice)
    for (const recount of these) await apply(context, recount)
    const counted = these.map(({ appeal, due }) => ({ appealId: appeal.id, ...due }))
    return ok({ recounted: counted, left: all.length - these.length })
  },
})

async function apply(
  { db, now, newId, concern }: CommandContext<unknown>,
  { appeal, due }: Recount,
): Promise<void> {
  if (!(await setAnswerDue(db, appeal, due))) {
    throw new Error('An objection changed while its place was locked.')
  }
  concern(`appeal:${appeal.id}`)
  if (due.date === appeal.answerDueOn) return
  const facts = { number: appeal.number, due: due.date }
  const message = { messageId: newId(), kind: 'appeal_due_moved', facts, at: now, told: [] }
  await tellAppellant(db, { tenantCode: appeal.tenantCode, appealId: appeal.id }, message)
}
