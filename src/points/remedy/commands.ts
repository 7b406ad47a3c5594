import { z } from 'zod'
import { versionById } from '#compact/queries.ts'
import type { AppealFacts, SubjectContext } from '#kernel/module.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { settled } from '#points/deciding/decider.ts'
import { handsOn } from '#points/deed/outcome.ts'
import { stepOf } from '#points/deed/step.ts'
import { changeDeeds, type FullDeed, insertSteps, loadDeeds } from '#points/deed/store.ts'
import type { PointsRefusal } from '#points/model.ts'
import { decideValue, findItem, isAppealable } from '#points/rules.ts'

const Value = z.int().min(1)

/** What reviewers of an appeal may decide about a deed. */
export const DeedRemedy = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('void_deed'), deedId: z.uuid() }),
  z.object({ kind: z.literal('revalue_deed'), deedId: z.uuid(), valueHundredths: Value }),
  z.object({
    kind: z.literal('approve_deed'),
    deedId: z.uuid(),
    valueHundredths: Value.optional(),
  }),
])
export type DeedRemedy = z.output<typeof DeedRemedy>

export interface DeedChangeReport {
  readonly before: { state: string; valueHundredths: number }
  readonly after: { state: string; valueHundredths: number }
  readonly deed: FullDeed
}

/**
 * What reviewers decided about a deed on appeal is carried out by new steps; nothing is erased.
 * A wrong deed is voided, a wrong value replaced, a wrongly refused deed approved. Source: house
 * rule 5 (the subject's handler reverses and recomputes, and shows before and after).
 */
export async function remedyDeed(
  context: SubjectContext,
  remedy: DeedRemedy,
): Promise<Result<DeedChangeReport, PointsRefusal>> {
  const { db, input } = context
  const deed = (await loadDeeds(db, input.tenantCode, [remedy.deedId])).get(remedy.deedId)
  if (!deed) return refuse('points.unknown_deed', { deedId: remedy.deedId })
  const wanted = await decideRemedy(context, deed, remedy)
  if (!wanted.ok) return wanted
  const { state, valueHundredths, kind } = wanted.value
  const change = { id: deed.id, from: deed.state, state, valueHundredths, ...settled }
  await changeDeeds(db, input.tenantCode, [change])
  const named = { deedId: deed.id, after: deed.stepCount }
  const step = { ...named, kind, valueHundredths, reason: 'appeal' }
  await insertSteps(db, [stepOf(context, step)])
  context.concern(`deed:${deed.id}`)
  context.concern(`household:${deed.householdId}`)
  const before = { state: deed.state, valueHundredths: deed.valueHundredths }
  return ok({ deed, before, after: { state, valueHundredths } })
}

interface Wanted {
  readonly state: 'approved' | 'void'
  readonly valueHundredths: number
  readonly kind: 'voided' | 'revalued' | 'approved'
}

async function decideRemedy(
  context: SubjectContext,
  deed: FullDeed,
  remedy: DeedRemedy,
): Promise<Result<Wanted, PointsRefusal>> {
  const needed = remedy.kind === 'approve_deed' ? 'refused' : 'approved'
  if (deed.state !== needed) return refuse('points.already_decided')
  if (remedy.kind === 'void_deed') {
    return ok({ state: 'void', valueHundredths: deed.valueHundredths, kind: 'voided' })
  }
  const version = await versionById(context.db, context.input.tenantCode, deed.ruleVersionId)
  const item = version ? findItem(version.content, deed.itemKey) : null
  if (!item) return refuse('points.unknown_item')
  const value = decideValue(item, remedy.valueHundredths ?? deed.valueHundredths)
  if (!value.ok) return value
  const kind = remedy.kind === 'approve_deed' ? 'approved' : 'revalued'
  return ok({ state: 'approved', valueHundredths: value.value, kind })
}

/** The facts of a decision that can be appealed against: a refused deed, or an approved deduction. */
export async function describeDeed({
  db,
  input,
}: SubjectContext): Promise<{ facts: AppealFacts; cycleId: string } | null> {
  const { tenantCode, subjectId } = input
  const deed = (await loadDeeds(db, tenantCode, [subjectId])).get(subjectId)
  if (!deed || !isAppealable(deed)) return null
  const version = await versionById(db, tenantCode, deed.ruleVersionId)
  const item = version ? findItem(version.content, deed.itemKey) : null
  const deciders = await handsOn(db, tenantCode, [deed.id])
  const { householdId, cycleId } = deed
  const title = item?.title.zh ?? deed.itemKey
  return { facts: { householdId, notice: null, deciders, title }, cycleId }
}

/** Puts an objected deed right as the reviewers say; without another word, in the usual way. */
export async function upholdDeed(
  context: SubjectContext & { remedy: unknown },
): Promise<Result<DeedChangeReport, PointsRefusal>> {
  const { db, input, remedy } = context
  const deed = (await loadDeeds(db, input.tenantCode, [input.subjectId])).get(input.subjectId)
  if (!deed) return refuse('points.unknown_deed', { deedId: input.subjectId })
  const parsed = DeedRemedy.safeParse(remedy)
  const fits = parsed.success && parsed.data.deedId === deed.id
  return remedyDeed(context, fits ? parsed.data : usualRemedy(deed))
}

/** Without another word an upheld appeal takes a deduction back and grants what was refused. */
function usualRemedy(deed: FullDeed): DeedRemedy {
  return { kind: deed.negative ? 'void_deed' : 'approve_deed', deedId: deed.id }
}
