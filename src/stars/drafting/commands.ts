import { versionById } from '#compact/queries.ts'
import { defineCommand } from '#kernel/command.ts'
import { system } from '#kernel/permission.ts'
import { ok, refuse } from '#kernel/result.ts'
import { addLines } from '#notices/commands.ts'
import { type Participating, participatingAmong } from '#people/queries.ts'
import { approvedDeeds, cycleById } from '#points/queries.ts'
import { DraftSlice, type StarsContext } from '../model.ts'
import { type DraftTurn, findTurn, insertDraft, type ScoreRow } from '../store.ts'
import { computeScore, lineOf } from './draft.ts'

/**
 * Computes the next few households of a draft and prepares their lines; seen by nobody yet. Whoever
 * has withdrawn since the draft was begun is left out.
 */
export const draftSlice = defineCommand({
  name: 'stars.draft_slice',
  input: DraftSlice,
  may: ({ actor }) => system(actor),
  async run(context) {
    const { db, input, now, today } = context
    const { tenantCode } = input
    const close = await findTurn(db, input, input.households)
    if (!close) return refuse('stars.unknown_close')
    if (close.drafted_at) return refuse('stars.already_drafted')
    const householdIds = close.next
    const households = await participatingAmong(db, { tenantCode, today, householdIds })
    const scores = await computeAll(context, close, households)
    const lines = scores.map((score, i) => lineOf(score, households[i]!))
    const added = await addLines(context, close.notice_id, lines)
    if (!added.ok) return added
    const rows = scores.map((score, i) => ({ ...score, line: added.value[i]! }))
    const count = close.drafted_count + householdIds.length
    const left = close.total - count
    await insertDraft(db, close, { rows, count, draftedAt: left === 0 ? now : null })
    return ok({ drafted: scores.length, left })
  },
})

async function computeAll(
  context: StarsContext,
  close: DraftTurn,
  households: readonly Participating[],
): Promise<ScoreRow[]> {
  const { db, input, now, envelopeId } = context
  const { tenantCode } = input
  const cycle = (await cycleById(db, tenantCode, close.cycle_id))!
  const version = (await versionById(db, tenantCode, cycle.ruleVersionId))!
  const householdIds = households.map((household) => household.householdId)
  const deeds = await approvedDeeds(db, { tenantCode, cycleId: cycle.id, householdIds })
  const byHousehold = Map.groupBy(deeds, (deed) => deed.householdId)
  return households.map(({ householdId, participantIds }) => {
    const inputs = { version, deeds: byHousehold.get(householdId) ?? [], participantIds }
    const place = { close, householdId, revision: 1, at: now, envelopeId, replaces: null }
    const score = computeScore(inputs, place)
    return { ...score, state: 'draft', notice_id: close.notice_id, line: null }
  })
}
