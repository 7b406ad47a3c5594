import type { RuleItem } from '#compact/model.ts'
import { addDays } from '#kernel/clock.ts'
import { defineCommand } from '#kernel/command.ts'
import { residenceOf, resides } from '#kernel/permission.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { addWorkingDays, type WorkingDeadline } from '#kernel/working-days.ts'
import { tell } from '#notices/message/commands.ts'
import { adultsOfHouseholds } from '#people/queries.ts'
import { decides, takeDeeds } from '#points/deciding/decider.ts'
import { wordsOf } from '#points/deciding/moves.ts'
import { enter, rowOf } from '#points/declaring/entry.ts'
import {
  ground,
  householdMeant,
  refuseForeignFiles,
  refusePerson,
} from '#points/declaring/ground.ts'
import { type PointsContext, stepOf } from '#points/deed/step.ts'
import { insertSteps, recordStatement } from '#points/deed/store.ts'
import { fieldOfficers, NoteNegative, type PointsRefusal, StateMySide } from '#points/model.ts'
import { decideNegative, isHearingOpen } from '#points/rules.ts'
import type { DeedRow } from '#points/store.ts'
import { settingNumber } from '#settings/queries.ts'

/**
 * Notes a deduction. Nothing is taken yet: the household is told alone, sees the evidence and is
 * heard until the hearing ends; only then may the review group vote. Source: house rules 6 and 10.
 */
export const noteNegative = defineCommand({
  name: 'points.note_negative',
  input: NoteNegative,
  may: ({ actor, input }) => decides(actor, input.tenantCode, fieldOfficers),
  async run(context): Promise<Result<{ deedId: string; hearingEndsOn: string }, PointsRefusal>> {
    const { input, newId } = context
    const { attachmentIds } = input
    if (!input.householdId && !input.householdCode) return refuse('points.unknown_household')
    const household = await householdMeant(context, input)
    if (!household.ok) return household
    const householdId = household.value
    const foreign = await refuseForeignFiles(context, attachmentIds)
    if (foreign) return foreign
    const { cycle, item, factsOf } = await ground(context, input, [householdId])
    const evidenceCount = attachmentIds.length
    const decided = decideNegative(factsOf(householdId), { ...input, evidenceCount })
    if (!decided.ok) return decided
    const personId = input.personId ?? null
    const wrong = personId ? await refusePerson(context, { personId, householdId }) : null
    if (wrong) return wrong
    const { hearing, due } = await timesOf(context)
    const made = { id: newId(), householdId, personId, roundId: null }
    const row: DeedRow = {
      ...rowOf(context, { ...made, ...decided.value }, { ...input, ...due, cycleId: cycle!.id }),
      ...{ negative: true, state: 'hearing', hearing_ends_on: hearing.date },
    }
    await enter(context, [row], { kind: 'noted', attachmentIds })
    await tellOfHearing(context, row, item!)
    return ok({ deedId: row.id, hearingEndsOn: hearing.date })
  },
})

/** The hearing is counted in working days; the vote is due some days after its last one. */
async function timesOf(context: PointsContext): Promise<{
  hearing: WorkingDeadline
  due: { dueOn: string; dueProvisional: boolean }
}> {
  const { db, input, today } = context
  const at = { tenantCode: input.tenantCode, today }
  const days = await settingNumber(db, { key: 'points.hearing_days', ...at })
  const hearing = addWorkingDays(today, days)
  const review = await settingNumber(db, { key: 'points.review_days', ...at })
  const due = { dueOn: addDays(hearing.date, review), dueProvisional: hearing.provisional }
  return { hearing, due }
}

/** Those concerned are told first and alone: what, on what ground, and until when they are heard. */
async function tellOfHearing(context: PointsContext, deed: DeedRow, item: RuleItem): Promise<void> {
  const { db, input, today } = context
  const householdIds = [deed.household_id]
  const adults = await adultsOfHouseholds(db, { tenantCode: input.tenantCode, householdIds, today })
  const said = (text: string) => text.replace(/[。.]$/, '')
  const { zh, en } = item.basis ?? item.title
  const basis = { 'zh-CN': said(zh), en: said(en || zh) }
  const facts = {
    ...{ ...wordsOf(item), basis, hundredths: deed.value_hundredths },
    ...{ until: deed.hearing_ends_on, needs: true },
  }
  const about = { kind: 'deed_hearing', facts, subject: `deed:${deed.id}` }
  const ids = adults.get(deed.household_id) ?? []
  await tell(
    context,
    ids.map((personId) => ({ personId, ...about })),
  )
}

/** The household says once how it saw it; whoever votes reads it first. */
export const stateMySide = defineCommand({
  name: 'points.state_my_side',
  input: StateMySide,
  may: ({ actor, input }) => resides(actor, input.tenantCode),
  async run(context): Promise<Result<{ deedId: string }, PointsRefusal>> {
    const { db, input, now, today, actor, concern } = context
    const taken = await takeDeeds(context, [input.deedId])
    if (!taken.ok) return taken
    const deed = taken.value[0]!
    const residence = residenceOf(actor, input.tenantCode)
    if (residence?.householdId !== deed.householdId) return refuse('points.not_yours')
    if (deed.state !== 'hearing' || !isHearingOpen(deed, today))
      return refuse('points.hearing_over')
    const { tenantCode, statement } = input
    const said = { statement, at: now, by: residence.personId }
    await recordStatement(db, { tenantCode, id: deed.id }, said)
    const { id: deedId, stepCount: after, valueHundredths } = deed
    await insertSteps(db, [stepOf(context, { deedId, after, kind: 'heard', valueHundredths })])
    concern(`deed:${deed.id}`)
    concern(`household:${deed.householdId}`)
    return ok({ deedId })
  },
})
