import type { AppealChange, AppealSubject, SubjectContext } from '#kernel/module.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { cycleById } from '#points/queries.ts'
import { type DeedChangeReport, describeDeed, upholdDeed } from '#points/remedy/commands.ts'
import { beginAnew } from '../commands.ts'
import { type CloseRow, findCloseOf, findStanding } from '../store.ts'
import { recompute } from './subject.ts'

/**
 * A decision on a deed can be objected to for some days after it was told, also when its cycle is
 * being closed by then. Upheld, the deed is put right; a draft nobody has seen is made anew, and an
 * announced line is computed anew and announced again. What is final waits for no objection any
 * more: a line is not made final while one is open.
 */
export const deedSubject: AppealSubject = {
  kind: 'points.deed',
  async describe(context) {
    const found = await describeDeed(context)
    if (!found) return null
    const close = await closeOf(context, found.cycleId)
    const score = close && (await findStanding(context.db, close, found.facts.householdId))
    return score?.state === 'final' ? null : found.facts
  },
  async uphold(context) {
    const done = await upholdDeed(context)
    if (!done.ok) return done
    const { deed, before, after } = done.value
    const close = deed.cycleOpen ? undefined : await closeOf(context, deed.cycleId)
    if (!close) return ok({ before, after })
    if (close.announced_at) return correctLine(context, close, done.value)
    await beginAnew(context, close)
    return ok({ before, after })
  },
}

function closeOf({ db, input }: SubjectContext, cycleId: string): Promise<CloseRow | undefined> {
  return findCloseOf(db, input.tenantCode, cycleId)
}

async function correctLine(
  context: SubjectContext,
  close: CloseRow,
  { deed, before, after }: DeedChangeReport,
): Promise<Result<AppealChange>> {
  const { db, input } = context
  const score = await findStanding(db, close, deed.householdId)
  if (score?.state === 'final') return refuse('stars.score_settled')
  if (score?.state !== 'announced') return ok({ before, after })
  const cycle = (await cycleById(db, input.tenantCode, close.cycle_id))!
  const again = await recompute(context, { score, close, cycle })
  if (!again.ok) return again
  const old = { totalHundredths: score.total_hundredths, stars: score.stars }
  return ok({ before: { ...before, ...old }, after: { ...after, ...again.value } })
}
