import { showAttachments } from '#attachments/commands.ts'
import type { Inputs } from '#compact/tables/model.ts'
import type { Actor, Capacity } from '#kernel/actor.ts'
import { defineCommand } from '#kernel/command.ts'
import { resides } from '#kernel/permission.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { decides, dueIn, settled, takeDeeds } from '#points/deciding/decider.ts'
import { type PointsContext, stepOf, whoCorrects } from '#points/deed/step.ts'
import {
  changeDeeds,
  type FullDeed,
  insertEvidence,
  insertSteps,
  reword,
} from '#points/deed/store.ts'
import { Amend, fieldOfficers, type PointsRefusal, Withdraw } from '#points/model.ts'
import { type AllowedEntry, decideDeclare, mayCorrect } from '#points/rules.ts'
import type { Said } from '#points/valuing/rules.ts'
import { ground, refuseForeignFiles } from './ground.ts'

function correcting(actor: Actor, tenantCode: string): Capacity | null {
  return resides(actor, tenantCode) ?? decides(actor, tenantCode, fieldOfficers)
}

async function takeOwn(
  context: PointsContext<{ deedId: string }>,
): Promise<Result<FullDeed, PointsRefusal>> {
  const taken = await takeDeeds(context, [context.input.deedId])
  if (!taken.ok) return taken
  const deed = taken.value[0]!
  const mine = mayCorrect({ ...deed, declarer: deed.row.declarer }, whoCorrects(context))
  return mine ? ok(deed) : refuse('points.not_yours')
}

/** Days more than for declaring: what was sent back in time can be put right in peace. */
const daysForCorrecting = 30

/** Puts a returned deed right and sends it again; nothing of what was said before is lost. */
export const amend = defineCommand({
  name: 'points.amend',
  input: Amend,
  may: ({ actor, input }) => correcting(actor, input.tenantCode),
  async run(context): Promise<Result<{ deedId: string; dueOn: string | null }, PointsRefusal>> {
    const { db, input } = context
    const { tenantCode, deedId, attachmentIds } = input
    const taken = await takeOwn(context)
    if (!taken.ok) return taken
    const deed = taken.value
    if (deed.state !== 'returned') return refuse('points.already_decided')
    const foreign = await refuseForeignFiles(context, attachmentIds)
    if (foreign) return foreign
    const decided = await decideAmend(context, deed)
    if (!decided.ok) return decided
    const due = await dueIn(context, 'points.verify_days')
    const { valueHundredths, inputs } = decided.value
    const said = {
      happenedOn: input.happenedOn ?? deed.happenedOn,
      note: input.note ?? deed.row.note,
    }
    await reword(db, { tenantCode, id: deedId }, said)
    const worth = { valueHundredths, inputs }
    const change = { id: deedId, from: deed.state, state: 'declared', ...worth } as const
    await changeDeeds(db, tenantCode, [{ ...change, ...due }])
    const reason = beforeWords(deed)
    await insertSteps(db, [
      stepOf(context, { deedId, after: deed.stepCount, kind: 'amended', ...worth, reason }),
    ])
    const files = attachmentIds.map((id) => ({ attachment_id: id, deed_id: deedId }))
    await insertEvidence(
      db,
      files.map((file) => ({ tenant_code: tenantCode, ...file })),
    )
    const householdIds = [deed.householdId]
    await showAttachments(db, { tenantCode, ids: attachmentIds, householdIds })
    context.concern(`deed:${deedId}`)
    context.concern(`household:${deed.householdId}`)
    return ok({ deedId, dueOn: due.dueOn })
  },
})

/** The day and the words that stood there before, kept in the step: `2026-11-20:words`. */
function beforeWords(deed: FullDeed): string {
  return `${deed.happenedOn}:${deed.row.note}`
}

/** A corrected deed must be as allowed as a new one, and stays in its cycle. */
async function decideAmend(
  context: PointsContext<{
    happenedOn?: string | undefined
    valueHundredths?: number | undefined
    inputs?: Inputs | undefined
  }>,
  deed: FullDeed,
): Promise<Result<AllowedEntry, PointsRefusal>> {
  const { input } = context
  const happenedOn = input.happenedOn ?? deed.happenedOn
  const occasion = { itemKey: deed.itemKey, happenedOn, note: '', attachmentIds: [] }
  const { cycle, factsOf } = await ground(context, occasion, [deed.householdId])
  if (cycle && cycle.id !== deed.cycleId) {
    return refuse('points.other_cycle', { happenedOn })
  }
  const facts = factsOf(deed.householdId, [deed.row.declarer])
  const windowDays = facts.windowDays + daysForCorrecting
  return decideDeclare({ ...facts, windowDays }, { happenedOn, ...saidNow(input, deed) })
}

/** What is left out of a correction stays as it was: the answers, or the value where there are none. */
function saidNow(input: Said, deed: FullDeed): Said {
  if (deed.inputs === null && input.inputs === undefined)
    return { valueHundredths: input.valueHundredths ?? deed.valueHundredths }
  return {
    valueHundredths: input.valueHundredths,
    inputs: input.inputs ?? deed.inputs ?? undefined,
  }
}

/** Takes back a declaration that nobody has confirmed yet. */
export const withdraw = defineCommand({
  name: 'points.withdraw',
  input: Withdraw,
  may: ({ actor, input }) => correcting(actor, input.tenantCode),
  async run(context): Promise<Result<{ deedId: string }, PointsRefusal>> {
    const { db, input } = context
    const taken = await takeOwn(context)
    if (!taken.ok) return taken
    const deed = taken.value
    if (deed.state !== 'declared' && deed.state !== 'returned') {
      return refuse('points.already_decided')
    }
    const { id, state: from, valueHundredths } = deed
    const change = { id, from, state: 'withdrawn', valueHundredths, ...settled } as const
    await changeDeeds(db, input.tenantCode, [change])
    const step = { deedId: id, after: deed.stepCount, kind: 'withdrawn', valueHundredths }
    await insertSteps(db, [stepOf(context, step)])
    context.concern(`deed:${id}`)
    context.concern(`household:${deed.householdId}`)
    return ok({ deedId: id })
  },
})
