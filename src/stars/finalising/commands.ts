import { postTransfers } from '#journal/commands.ts'
import { defineCommand } from '#kernel/command.ts'
import { system } from '#kernel/permission.ts'
import { ok, refuse } from '#kernel/result.ts'
import { householdStandings } from '#people/queries.ts'
import { markCycle } from '#points/closing/commands.ts'
import { cycleById } from '#points/queries.ts'
import { FinaliseSlice, type StarsContext } from '../model.ts'
import { tellScores } from '../publishing/commands.ts'
import { type CloseRow, findClose, markClose, type ScoreRow } from '../store.ts'
import { dueScores } from './due.ts'
import { postingsOf } from './postings.ts'
import { awardStars, countAnnounced, withdrawScores } from './store.ts'

/**
 * Makes the next few scores final whose notice has ended and that nobody has objected to: posts
 * their points, awards their stars and tells the households. Objected lines wait; the rest goes on.
 */
export const finaliseSlice = defineCommand({
  name: 'stars.finalise_slice',
  input: FinaliseSlice,
  may: ({ actor }) => system(actor),
  async run(context) {
    const { db, input, now, concern } = context
    const close = await findClose(db, input.tenantCode, input.closeId)
    if (!close) return refuse('stars.unknown_close')
    if (!close.announced_at) return refuse('stars.not_announced')
    const { scores, left } = await dueScores(db, close, { now, limit: input.households })
    if (scores.length === 0) return ok({ finalised: 0, withdrawn: 0, left: 0, closed: false })
    const { taking, gone } = await whoStillTakesPart(context, scores)
    await withdrawScores(db, input.tenantCode, gone)
    for (const score of gone) concern(`household:${score.household_id}`)
    const posted = await makeFinal(context, close, taking)
    if (!posted.ok) return posted
    const closed = left === 0 && (await closeIfDone(context, close))
    return ok({ finalised: taking.length, withdrawn: gone.length, left, closed })
  },
})

/**
 * Taking part is everybody's own choice until the result takes effect: a household of which nobody
 * takes part any more gets neither points nor stars. Source: house rule 7.
 */
async function whoStillTakesPart(context: StarsContext, scores: readonly ScoreRow[]) {
  const { db, input, today } = context
  const householdIds = scores.map((score) => score.household_id)
  const which = { tenantCode: input.tenantCode, today, householdIds }
  const standings = await householdStandings(db, which)
  const takesPart = (score: ScoreRow) => standings.get(score.household_id)?.takesPart ?? false
  const gone = scores.filter((score) => !takesPart(score))
  return { taking: scores.filter(takesPart), gone }
}

async function makeFinal(context: StarsContext, close: CloseRow, scores: readonly ScoreRow[]) {
  const { db, input, now, envelopeId, concern } = context
  const { tenantCode } = input
  if (scores.length === 0) return ok([])
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
  const as = { tenantCode, cycleId: cycle.id, at: now, envelopeId }
  const awarded = await awardStars(db, scores, as)
  if (awarded !== scores.length) throw new Error('A score changed while its tenant was locked.')
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
