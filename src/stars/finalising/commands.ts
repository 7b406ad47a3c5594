import { postTransfers } from '#journal/commands.ts'
import { defineCommand } from '#kernel/command.ts'
import { system } from '#kernel/permission.ts'
import { ok, refuse } from '#kernel/result.ts'
import { markCycle } from '#points/closing/commands.ts'
import { cycleById } from '#points/queries.ts'
import { FinaliseSlice, type StarsContext } from '../model.ts'
import { tellScores } from '../publishing/commands.ts'
import { type CloseRow, findClose, markClose, type ScoreRow, setScoreState } from '../store.ts'
import { dueScores } from './due.ts'
import { postingsOf } from './postings.ts'
import { countAnnounced, insertAwards, loadScores } from './store.ts'

/**
 * Makes the next few scores final whose notice has ended and that nobody has objected to: posts
 * their points, awards their stars and tells the households. Objected lines wait; the rest goes on.
 */
export const finaliseSlice = defineCommand({
  name: 'stars.finalise_slice',
  input: FinaliseSlice,
  may: ({ actor }) => system(actor),
  async run(context) {
    const { db, input, now } = context
    const close = await findClose(db, input.tenantCode, input.closeId)
    if (!close) return refuse('stars.unknown_close')
    if (!close.announced_at) return refuse('stars.not_announced')
    const due = await dueScores(db, close, now)
    const ids = due.scoreIds.slice(0, input.households)
    if (ids.length === 0) return ok({ finalised: 0, left: 0, held: due.held, closed: false })
    const posted = await makeFinal(context, close, await loadScores(db, input.tenantCode, ids))
    if (!posted.ok) return posted
    const closed = await closeIfDone(context, close)
    return ok({
      finalised: ids.length,
      left: due.scoreIds.length - ids.length,
      held: due.held,
      closed,
    })
  },
})

async function makeFinal(context: StarsContext, close: CloseRow, scores: readonly ScoreRow[]) {
  const { db, input, now, envelopeId, concern } = context
  const { tenantCode } = input
  const cycle = (await cycleById(db, tenantCode, close.cycle_id))!
  const orders = scores.flatMap((score) =>
    postingsOf(
      {
        ...{ scoreId: score.id, householdId: score.household_id },
        ...{ totalHundredths: score.total_hundredths, items: score.breakdown },
      },
      cycle.ruleVersionId,
    ),
  )
  const posted = await postTransfers(context, orders)
  if (!posted.ok) return posted
  const ids = scores.map((score) => score.id)
  const moved = await setScoreState(db, tenantCode, { ids, from: 'announced', to: 'final' })
  if (moved !== ids.length) throw new Error('A score changed while its tenant was locked.')
  await insertAwards(db, scores, { cycleId: cycle.id, at: now, envelopeId })
  for (const score of scores) concern(`household:${score.household_id}`)
  await tellScores(context, { kind: 'score_final', cycle }, scores)
  return posted
}

/** The cycle is final once no line of it waits any more. */
async function closeIfDone(context: StarsContext, close: CloseRow): Promise<boolean> {
  const { db, input, now } = context
  if ((await countAnnounced(db, close)) > 0) return false
  await markClose(db, close, { final_at: now })
  await markCycle(db, { tenantCode: input.tenantCode, id: close.cycle_id }, { final_at: now })
  return true
}
