import type { z } from 'zod'
import { openAppealsOn } from '#appeals/queries.ts'
import type { Actor } from '#kernel/actor.ts'
import { type CommandContext, defineCommand } from '#kernel/command.ts'
import { holds } from '#kernel/permission.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { prepareNotice } from '#notices/commands.ts'
import { tell } from '#notices/message/commands.ts'
import { adultsOfHouseholds, participatingHouseholds } from '#people/queries.ts'
import { markCycle } from '#points/closing/commands.ts'
import { disputableDeeds, type UndecidedDeed, undecidedDeeds } from '#points/closing/queries.ts'
import { type Cycle, cycleById } from '#points/queries.ts'
import { resultNotice } from './drafting/notice.ts'
import { closers, DraftAgain, type StarsContext, type StarsRefusal, StartClose } from './model.ts'
import { type CloseRow, findClose, findCloseOf, insertClose, restartDraft } from './store.ts'

type StartContext = CommandContext<z.output<typeof StartClose>>

const mayClose = ({ actor, input }: { actor: Actor; input: { tenantCode: string } }) =>
  holds(actor, input.tenantCode, closers)

/** Begins the close of a cycle: its deeds are frozen and the draft is computed unseen. */
export const startClose = defineCommand({
  name: 'stars.start_close',
  input: StartClose,
  may: mayClose,
  async run(context) {
    const { db, input, now, newId, capacity, concern, nudge } = context
    const { tenantCode, cycleId } = input
    const ready = await decideStart(context)
    if (!ready.ok) return ready
    const { cycle, householdIds, leftOut } = ready.value
    const id = newId()
    await markCycle(db, { tenantCode, id: cycleId }, { closing_at: now })
    const noticeId = await prepareNotice(
      context,
      await resultNotice(context, { closeId: id, cycle }),
    )
    await insertClose(db, {
      ...{ tenant_code: tenantCode, id, cycle_id: cycleId, notice_id: noticeId },
      ...{ started_at: now, started_by: capacity.personId, household_ids: householdIds },
      left_out_count: leftOut.length,
      left_out_reason: leftOut.length > 0 ? input.leaveOutReason! : null,
    })
    await tellLeftOut(context, leftOut)
    concern(`cycle:${cycleId}`)
    concern(`close:${id}`)
    nudge('stars.draft')
    return ok({ closeId: id, households: householdIds.length, leftOut: leftOut.length })
  },
})

interface Start {
  readonly cycle: Cycle
  readonly householdIds: readonly string[]
  readonly leftOut: readonly UndecidedDeed[]
}

async function decideStart(context: StartContext): Promise<Result<Start, StarsRefusal>> {
  const { db, input, today } = context
  const { tenantCode, cycleId } = input
  const cycle = await cycleById(db, tenantCode, cycleId)
  if (!cycle) return refuse('stars.unknown_cycle')
  if (await findCloseOf(db, tenantCode, cycleId)) return refuse('stars.already_closing')
  if (today <= cycle.endsOn) return refuse('stars.cycle_running', { endsOn: cycle.endsOn })
  const ids = await disputableDeeds(db, { tenantCode, cycleId })
  const disputed = await openAppealsOn(db, tenantCode, { kind: 'points.deed', ids })
  if (disputed.size > 0) return refuse('stars.appeals_open', { count: disputed.size })
  const leftOut = await undecidedDeeds(db, { tenantCode, cycleId })
  if (leftOut.length > 0 && !input.leaveOutReason) {
    return refuse('stars.deeds_waiting', { count: leftOut.length })
  }
  const householdIds = await takingPart(context, cycle)
  if (householdIds.length === 0) return refuse('stars.nobody_takes_part')
  return ok({ cycle, householdIds, leftOut })
}

/** Who takes part today and was there in the cycle: whoever came later has nothing to be rated. */
async function takingPart({ db, input, today }: StarsContext, cycle: Cycle): Promise<string[]> {
  const households = await participatingHouseholds(db, input.tenantCode, today)
  return households
    .filter((household) => household.openedOn <= cycle.endsOn)
    .map((household) => household.householdId)
}

/** Whose deed was not decided in time is told so, and why. */
async function tellLeftOut(
  context: StartContext,
  leftOut: readonly UndecidedDeed[],
): Promise<void> {
  const { db, input, today } = context
  const householdIds = leftOut.map((deed) => deed.householdId)
  const which = { tenantCode: input.tenantCode, today, householdIds }
  const adults = await adultsOfHouseholds(db, which)
  const reason = input.leaveOutReason ?? ''
  const messages = leftOut.flatMap((deed) =>
    (adults.get(deed.householdId) ?? []).map((personId) => ({
      personId,
      kind: 'deed_left_out',
      facts: { itemKey: deed.itemKey, reason, href: `/deeds/${deed.id}` },
      subject: `deed:${deed.id}`,
    })),
  )
  await tell(context, messages)
}

/**
 * Throws an unannounced draft away and begins it anew with those who take part today: somebody has
 * withdrawn meanwhile. Nobody has seen the old one.
 */
export const draftAgain = defineCommand({
  name: 'stars.draft_again',
  input: DraftAgain,
  may: mayClose,
  async run(context) {
    const { db, input } = context
    const { tenantCode, closeId } = input
    const close = await findClose(db, tenantCode, closeId)
    if (!close) return refuse('stars.unknown_close')
    if (close.announced_at) return refuse('stars.already_announced')
    const households = await beginAnew(context, close)
    return households === 0 ? refuse('stars.nobody_takes_part') : ok({ closeId, households })
  },
})

/** Begins an unannounced draft anew; answers for how many households, nothing is done for none. */
export async function beginAnew(
  context: StarsContext,
  close: Pick<CloseRow, 'tenant_code' | 'id' | 'cycle_id'>,
): Promise<number> {
  const { db, concern, nudge } = context
  const cycle = (await cycleById(db, close.tenant_code, close.cycle_id))!
  const householdIds = await takingPart(context, cycle)
  if (householdIds.length === 0) return 0
  const notice = await resultNotice(context, { closeId: close.id, cycle })
  const noticeId = await prepareNotice(context, notice)
  await restartDraft(db, close, { householdIds, noticeId })
  concern(`close:${close.id}`)
  nudge('stars.draft')
  return householdIds.length
}
