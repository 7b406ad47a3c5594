import { plainDateInChina } from '#kernel/clock.ts'
import { defineCommand } from '#kernel/command.ts'
import { holds } from '#kernel/permission.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { publishNotice } from '#notices/commands.ts'
import { tell } from '#notices/message/commands.ts'
import { adultsOfHouseholds, householdStandings } from '#people/queries.ts'
import { markCycle } from '#points/closing/commands.ts'
import { type Cycle, cycleById } from '#points/queries.ts'
import { cycleName } from '../cycle-name.ts'
import { inBoth } from '../drafting/notice.ts'
import { announcers, Publish, type StarsContext, type StarsRefusal } from '../model.ts'
import {
  announceScores,
  type CloseRow,
  draftedHouseholds,
  findClose,
  markClose,
  type Standing,
} from '../store.ts'

/** Publishes the drafted result by one short act; from then on its notice period runs. */
export const publish = defineCommand({
  name: 'stars.publish',
  input: Publish,
  may: ({ actor, input }) => holds(actor, input.tenantCode, announcers),
  async run(context) {
    const { db, input, now, capacity, envelopeId, concern } = context
    const { tenantCode } = input
    const decided = await decidePublish(context)
    if (!decided.ok) return decided
    const close = decided.value
    const published = await publishNotice(context, close.notice_id)
    if (!published.ok) return published
    const standing = await announceScores(db, close)
    await markClose(db, close, {
      ...{ announced_at: now, announced_by: capacity.personId, announced_in: envelopeId },
      ends_at: published.value.endsAt,
    })
    await markCycle(db, { tenantCode, id: close.cycle_id }, { announced_at: now })
    concern(`close:${close.id}`)
    const cycle = (await cycleById(db, tenantCode, close.cycle_id))!
    await tellScores(
      context,
      { kind: 'score_announced', cycle, endsAt: published.value.endsAt },
      standing,
    )
    return ok({ announced: standing.length, noticeId: close.notice_id, ...published.value })
  },
})

/** What is published is complete, and nobody stands in it who no longer takes part. */
async function decidePublish(
  context: StarsContext<{ closeId: string }>,
): Promise<Result<CloseRow, StarsRefusal>> {
  const { db, input, today } = context
  const { tenantCode, closeId } = input
  const close = await findClose(db, tenantCode, closeId)
  if (!close) return refuse('stars.unknown_close')
  if (close.announced_at) return refuse('stars.already_announced')
  if (!close.drafted_at) return refuse('stars.not_drafted')
  const householdIds = await draftedHouseholds(db, close)
  if (householdIds.length === 0) return refuse('stars.nobody_takes_part')
  const standings = await householdStandings(db, { tenantCode, today, householdIds })
  const gone = householdIds.filter((id) => !standings.get(id)?.takesPart)
  if (gone.length > 0) return refuse('stars.draft_outdated', { count: gone.length })
  return ok(close)
}

interface Told {
  readonly kind: 'score_announced' | 'score_final'
  readonly cycle: Cycle
  /** Until when one may object, if one still may. */
  readonly endsAt?: string
}

/** The adults of every household are told what stands on its line. */
export async function tellScores(
  context: StarsContext,
  { kind, cycle, endsAt }: Told,
  scores: readonly Standing[],
): Promise<void> {
  const { db, input, today } = context
  const householdIds = scores.map((score) => score.household_id)
  const adults = await adultsOfHouseholds(db, { tenantCode: input.tenantCode, householdIds, today })
  const named = inBoth((locale) => cycleName(cycle, locale))
  const messages = scores.flatMap((score) =>
    (adults.get(score.household_id) ?? []).map((personId) => ({
      personId,
      kind,
      facts: {
        ...{ cycle: named, stars: score.stars, hundredths: score.total_hundredths },
        ...(endsAt && { until: lastDayOf(endsAt) }),
        href: `/score/${score.id}`,
      },
      subject: `score:${score.id}`,
    })),
  )
  await tell(context, messages)
}

/** The day whose end is the end of the notice. */
function lastDayOf(endsAt: string): string {
  return plainDateInChina(new Date(Date.parse(endsAt) - 1).toISOString())
}
