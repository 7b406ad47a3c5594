import type { Inputs } from '#compact/tables/model.ts'
import { defineCommand } from '#kernel/command.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { type PointsContext, stepOf } from '#points/deed/step.ts'
import type { FullDeed } from '#points/deed/store.ts'
import {
  Approve,
  approvers,
  type DeedState,
  type PointsRefusal,
  Review,
  reviewers,
  Verify,
  verifiers,
} from '#points/model.ts'
import { decideApprove, decideReview, decideVerify, type Verdict } from '#points/rules.ts'
import { settingNumber } from '#settings/queries.ts'
import {
  type Due,
  deciderOf,
  decides,
  dueIn,
  dueOf,
  itemsOf,
  settled,
  takeDeeds,
} from './decider.ts'
import { type DecisionReport, decideAll } from './moves.ts'

interface Outcome {
  readonly state: DeedState
  readonly valueHundredths: number
  /** The answers as they were verified. */
  readonly inputs?: Inputs | null | undefined
  readonly due: Due
  readonly kind: string
  readonly reason: string | undefined
}

function moved(context: PointsContext, deed: FullDeed, outcome: Outcome) {
  const { state, valueHundredths, inputs, due, kind, reason } = outcome
  const change = { id: deed.id, from: deed.state, state, valueHundredths, inputs, ...due }
  const named = { deedId: deed.id, after: deed.stepCount }
  const step = stepOf(context, { ...named, kind, valueHundredths, inputs, reason })
  return { deed, change, step }
}

/** Confirms deeds on the spot, or sends them back with a reason; by the posts the items name. */
export const verify = defineCommand({
  name: 'points.verify',
  input: Verify,
  may: ({ actor, input }) => decides(actor, input.tenantCode, verifiers),
  async run(context): Promise<Result<DecisionReport, PointsRefusal>> {
    const { input } = context
    const valued = input.valueHundredths !== undefined || input.inputs !== undefined
    if (valued && input.deedIds.length > 1) {
      return refuse('points.one_value_at_a_time')
    }
    const taken = await takeDeeds(context, input.deedIds)
    if (!taken.ok) return taken
    const decider = await deciderOf(context, verifiers)
    const itemOf = await itemsOf(context, taken.value)
    const due = input.decision === 'confirm' ? await dueIn(context, 'points.review_days') : settled
    const done = await decideAll(context, taken.value, (deed) => {
      const item = itemOf(deed)
      const decided = decideVerify(deed, { decider, item, verdict: input })
      if (!decided.ok) return decided
      const outcome = { ...decided.value, due, kind: decided.value.state, reason: groundOf(input) }
      return ok({ item, ...moved(context, deed, outcome) })
    })
    return done.ok ? ok({ count: done.value.count, overtaken: done.value.overtaken }) : done
  },
})

/** What a verification rests on: `evidence:seen_on_site`, or the words of the verifier. */
function groundOf(verdict: Verdict): string | undefined {
  if (verdict.decision === 'return') return verdict.reason
  return verdict.reason ? `${verdict.evidence}:${verdict.reason}` : `${verdict.evidence}:`
}

/** Votes of the elected review group; the deciding vote moves the deed on. */
export const review = defineCommand({
  name: 'points.review',
  input: Review,
  may: ({ actor, input }) => decides(actor, input.tenantCode, reviewers),
  async run(context): Promise<Result<DecisionReport & { settled: number }, PointsRefusal>> {
    const { db, input, today } = context
    const votes = new Map(input.votes.map((vote) => [vote.deedId, vote]))
    const taken = await takeDeeds(context, [...votes.keys()])
    if (!taken.ok) return taken
    const at = { tenantCode: input.tenantCode, today }
    const votesNeeded = await settingNumber(db, { key: 'points.review_votes', ...at })
    const decider = await deciderOf(context, reviewers)
    const itemOf = await itemsOf(context, taken.value)
    const due = await dueIn(context, 'points.approve_days')
    const done = await decideAll(context, taken.value, (deed) => {
      const vote = votes.get(deed.id)!
      const decided = decideReview(deed, { decider, votesNeeded, vote })
      if (!decided.ok) return decided
      const { state } = decided.value
      const next = { reviewed: due, refused: settled, verified: dueOf(deed), hearing: dueOf(deed) }
      const kind = vote.agrees ? 'voted_for' : 'voted_against'
      const { valueHundredths } = deed
      const outcome = { state, valueHundredths, due: next[state], kind, reason: vote.reason }
      return ok({ item: itemOf(deed), ...moved(context, deed, outcome) })
    })
    if (!done.ok) return done
    const { count, overtaken, moves } = done.value
    return ok({
      count,
      overtaken,
      settled: moves.filter((m) => m.change.state !== m.change.from).length,
    })
  },
})

/** The leading group's decision on what the review group agreed to. */
export const approve = defineCommand({
  name: 'points.approve',
  input: Approve,
  may: ({ actor, input }) => decides(actor, input.tenantCode, approvers),
  async run(context): Promise<Result<DecisionReport, PointsRefusal>> {
    const { input } = context
    const taken = await takeDeeds(context, input.deedIds)
    if (!taken.ok) return taken
    const decider = await deciderOf(context, approvers)
    const itemOf = await itemsOf(context, taken.value)
    const { decision, reason } = input
    const done = await decideAll(context, taken.value, (deed) => {
      const decided = decideApprove(deed, { decider, decision, reason })
      if (!decided.ok) return decided
      const { state } = decided.value
      const { valueHundredths } = deed
      const outcome = { state, valueHundredths, due: settled, kind: state, reason }
      return ok({ item: itemOf(deed), ...moved(context, deed, outcome) })
    })
    return done.ok ? ok({ count: done.value.count, overtaken: done.value.overtaken }) : done
  },
})
