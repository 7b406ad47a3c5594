import { z } from 'zod'
import { attachmentFacts } from '#attachments/queries.ts'
import type { Actor } from '#kernel/actor.ts'
import { residenceOf, resides } from '#kernel/permission.ts'
import { defineQuery, type QueryContext } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import { adultsOfHouseholds, householdCodes, namesOf } from '#people/queries.ts'
import { TenantCode } from '#points/model.ts'
import { soFarByItem } from '#points/round/store.ts'
import { isAppealable, isHearingOpen, mayCorrect } from '#points/rules.ts'
import { readsDeeds, readsNegatives } from './access.ts'
import { contentsByCycle, lineOfDeed } from './lines.ts'
import type { DeedStep, DeedView } from './model.ts'
import { decideNaming } from './rules.ts'
import { whoCorrects } from './step.ts'
import { type FullDeed, listEvidence, listSteps, loadDeeds, type RecordedStep } from './store.ts'

const OneDeed = z.object({ tenantCode: TenantCode, deedId: z.uuid() })
type Context = QueryContext<z.output<typeof OneDeed>>

/** In which qualities somebody sees a deed. */
interface Standing {
  readonly own: boolean
  readonly declared: boolean
  readonly official: boolean
  /** May put it right or take it back. */
  readonly corrects: boolean
}

/**
 * One deed with its steps, evidence and clause: for the household, for whoever declared it, and
 * for those who decide. A household learns the name of everybody who decided about it, but not who
 * praised it.
 */
export const deed = defineQuery({
  name: 'points.deed',
  input: OneDeed,
  access: 'scoped',
  may: ({ actor, input }) =>
    resides(actor, input.tenantCode) ?? readsDeeds(actor, input.tenantCode),
  looked: ({ tenantCode }, value: DeedView, actor) => ({
    ...{ tenantCode, personIds: value.lookedAt, purpose: 'deed' },
    capacity: readsDeeds(actor, tenantCode),
  }),
  async run(context) {
    const { db, input } = context
    const found = (await loadDeeds(db, input.tenantCode, [input.deedId])).get(input.deedId)
    if (!found) return refuse('points.unknown_deed', { deedId: input.deedId })
    const standing = standingOf(context, found)
    if (!standing) return refuse('points.not_yours')
    return ok(await viewOf(context, found, standing))
  },
})

function standingOf(context: Context, found: FullDeed): Standing | null {
  const { actor, input } = context
  const residence = residenceOf(actor, input.tenantCode)
  const who = whoCorrects(context)
  const own = residence !== null && residence.householdId === found.householdId
  const declared = found.declaredBy !== null && who.personIds.includes(found.declaredBy)
  const handled = !actor.behalf && who.personIds.some((id) => found.hands.includes(id))
  const official = readsOfficially(actor, input.tenantCode, { negative: found.negative, handled })
  const corrects = mayCorrect({ ...found, declarer: found.row.declarer }, who)
  return own || declared || official ? { own, declared, official, corrects } : null
}

function readsOfficially(
  actor: Actor,
  tenantCode: string,
  deed: { negative: boolean; handled: boolean },
): boolean {
  if (!readsDeeds(actor, tenantCode)) return false
  return !deed.negative || deed.handled || readsNegatives(actor, tenantCode)
}

async function viewOf(context: Context, found: FullDeed, standing: Standing): Promise<DeedView> {
  const { db, input, today } = context
  const { tenantCode, deedId } = input
  const { householdId, cycleId, personId } = found
  const contents = await contentsByCycle(db, tenantCode, [cycleId])
  const steps = await listSteps(db, tenantCode, deedId)
  const people = [personId, ...steps.flatMap((s) => [s.by_person_id, s.on_behalf_of])]
  const names = await namesOf(
    db,
    tenantCode,
    people.filter((id) => id !== null),
  )
  const full = standing.own || standing.official
  const ids = { tenantCode, householdIds: [householdId], today }
  const adults = full ? await adultsOfHouseholds(db, ids) : new Map<string, string[]>()
  const key = { tenantCode, cycleId, household: householdId, states: ['approved'] as const }
  const soFar = full ? await soFarByItem(db, key) : {}
  return {
    ...lineOfDeed(found.row, contents.get(cycleId)),
    ...{ own: standing.own, declared: standing.declared, official: standing.official },
    ...{ cycleOpen: found.cycleOpen, ruleVersionId: found.ruleVersionId },
    householdCode: (await householdCodes(db, tenantCode, [householdId])).get(householdId) ?? '',
    statement: full ? found.row.statement : null,
    personName: full && personId ? (names.get(personId) ?? null) : null,
    files: full || standing.declared ? await filesOf(context) : [],
    steps: steps.map((step) => stepView(step, { names, standing, declarer: found.row.declarer })),
    alreadyHundredths: soFar[found.itemKey] ?? 0,
    hearingOpen: found.state === 'hearing' && isHearingOpen(found, today),
    may: actsOf(found, standing, today),
    lookedAt: standing.own || standing.declared ? [] : (adults.get(householdId) ?? []),
  }
}

async function filesOf({ db, input }: Context): Promise<DeedView['files']> {
  const { tenantCode, deedId } = input
  const ids = await listEvidence(db, tenantCode, deedId)
  return attachmentFacts(db, tenantCode, ids)
}

function actsOf(found: FullDeed, standing: Standing, today: string): DeedView['may'] {
  const { state, cycleOpen } = found
  const mine = standing.corrects && cycleOpen
  return {
    amend: mine && state === 'returned',
    withdraw: mine && (state === 'declared' || state === 'returned'),
    state: standing.own && state === 'hearing' && isHearingOpen(found, today),
    object: standing.own && isAppealable(found),
  }
}

function stepView(
  step: RecordedStep,
  seen: { names: ReadonlyMap<string, string>; standing: Standing; declarer: string },
): DeedStep {
  const { names, standing, declarer } = seen
  const { named, post } = decideNaming({ kind: step.kind, post: step.by_post, declarer }, standing)
  const nameOf = (id: string | null) => (named && id ? (names.get(id) ?? null) : null)
  return {
    ...{ kind: step.kind, at: step.at, envelopeId: step.envelope_id, sequence: step.sequence },
    byPost: post,
    byName: nameOf(step.by_person_id),
    onBehalfOf: nameOf(step.on_behalf_of),
    ...{ valueHundredths: step.value_hundredths, reason: step.reason, inputs: step.inputs },
  }
}
