import { checkDeedTable } from './deed-tables.ts'
import { checkNoneMissing } from './missing-steps.ts'
import { type Act, compare, isTold, type Records, type Row } from './records.ts'

const area = 'deeds'

/** Which act leaves which step. */
const commandsOf: Readonly<Record<string, readonly string[]>> = {
  declared: ['points.declare', 'points.declare_round'],
  noted: ['points.note_negative'],
  amended: ['points.amend'],
  withdrawn: ['points.withdraw'],
  returned: ['points.verify'],
  verified: ['points.verify'],
  heard: ['points.state_my_side'],
  voted_for: ['points.review'],
  voted_against: ['points.review'],
  approved: ['points.approve', 'appeals.decide'],
  refused: ['points.approve'],
  voided: ['appeals.decide'],
  revalued: ['appeals.decide'],
}

/** Which states a deed may be in after its last step (a hearing alone moves nothing). */
const statesAfter: Readonly<Record<string, readonly string[]>> = {
  declared: ['declared'],
  noted: ['hearing'],
  amended: ['declared'],
  withdrawn: ['withdrawn'],
  returned: ['returned'],
  verified: ['verified'],
  voted_for: ['verified', 'hearing', 'reviewed'],
  voted_against: ['verified', 'hearing', 'refused'],
  approved: ['approved'],
  refused: ['refused'],
  voided: ['void'],
  revalued: ['approved'],
}

/** Steps that a different person must take each time. */
const hands = new Set([
  'declared',
  'noted',
  'verified',
  'voted_for',
  'voted_against',
  'approved',
  'refused',
])

/** Follows every deed through its steps, and every step to the act on record. */
export function checkDeeds(records: Records): void {
  const sequence = (row: Row) => records.acts.get(row.envelope_id)?.sequence ?? -1
  const steps = Map.groupBy(records.table('points.deed_step'), (row) => row.deed_id as string)
  for (const deed of records.table('points.deed')) {
    const own = [...(steps.get(deed.id) ?? [])].sort((a, b) => sequence(a) - sequence(b))
    checkDeed(records, deed, own)
  }
  checkNoneMissing(records)
}

function checkDeed(records: Records, deed: Row, steps: readonly Row[]): void {
  const where = `points.deed ${deed.id}`
  const [first] = steps
  if (!first || !['declared', 'noted'].includes(first.kind)) {
    records.report({
      area,
      where,
      expected: 'a declaration as first step',
      found: first?.kind ?? 'no step',
    })
    return
  }
  for (const step of steps) checkStep(records, where, step)
  const moving = steps.filter((step) => step.kind !== 'heard')
  const last = moving.at(-1)!
  const states = statesAfter[last.kind] ?? []
  if (!states.includes(deed.state))
    records.report({
      area,
      where: `${where} state`,
      expected: states.join(' or '),
      found: deed.state,
    })
  compare(
    records,
    { area, where: `${where} value` },
    { expected: last.value_hundredths, found: deed.value_hundredths },
  )
  checkHands(records, where, steps)
  checkDeedTable(records, deed, steps)
  checkDeclaration(records, where, { deed, steps, act: records.acts.get(first.envelope_id) })
}

function checkStep(records: Records, where: string, step: Row): void {
  const place = { area, where: `${where} step ${step.kind}` }
  const act = records.acts.get(step.envelope_id)
  if (!act || !commandsOf[step.kind]?.includes(act.command)) {
    records.report({
      ...place,
      expected: (commandsOf[step.kind] ?? []).join(' or '),
      found: act?.command ?? 'no act on record',
    })
    return
  }
  const expected = {
    at: act.at,
    person: act.person,
    post: act.post,
    organisation: act.organisation,
    behalf: act.behalf,
  }
  const found = {
    at: step.at,
    person: step.by_person_id,
    post: step.by_post,
    organisation: step.by_organisation_id,
    behalf: step.on_behalf_of,
  }
  compare(records, place, { expected, found })
  if (isTold(records, act)) checkNamed(records, place, { step, act })
}

/** The act itself names the deed, and the value it gave it. */
function checkNamed(
  records: Records,
  place: { area: string; where: string },
  of: { step: Row; act: Act },
): void {
  const { step, act } = of
  const { input } = act
  if (
    act.command === 'points.verify' &&
    input.valueHundredths !== undefined &&
    step.kind === 'verified'
  ) {
    compare(records, place, { expected: input.valueHundredths, found: step.value_hundredths })
  }
  if (act.command === 'points.review') {
    const vote = input.votes.find((one: Row) => one.deedId === step.deed_id)
    const expected = vote ? (vote.agrees ? 'voted_for' : 'voted_against') : 'no vote'
    compare(records, place, { expected, found: step.kind })
  }
  if (act.command === 'points.approve') {
    const named = input.deedIds.includes(step.deed_id)
    const expected = named ? (input.decision === 'approve' ? 'approved' : 'refused') : 'not decided'
    compare(records, place, { expected, found: step.kind })
  }
}

/** Nobody has two hands in one deed; what an appeal puts right is a decision of its own. */
function checkHands(records: Records, where: string, steps: readonly Row[]): void {
  const seen = new Set<string>()
  for (const step of steps) {
    if (!hands.has(step.kind) || records.acts.get(step.envelope_id)?.command === 'appeals.decide')
      continue
    if (seen.has(step.by_person_id))
      records.report({
        area,
        where: `${where} step ${step.kind}`,
        expected: 'another person',
        found: step.by_person_id,
      })
    seen.add(step.by_person_id)
  }
}

function checkDeclaration(records: Records, where: string, of: Declared): void {
  const { deed, act } = of
  if (!act || !isTold(records, act)) return
  const { input } = act
  const negative = act.command === 'points.note_negative'
  const expected = { item: input.itemKey, negative, declaredAt: act.at }
  const found = { item: deed.item_key, negative: deed.negative, declaredAt: deed.declared_at }
  compare(records, { area, where: `${where} declaration` }, { expected, found })
  checkDeclared(records, where, { ...of, act })
}

interface Declared {
  readonly deed: Row
  readonly steps: readonly Row[]
  readonly act: Act | undefined
}

/** Day, household and value are those that were declared, unless they were amended since. */
function checkDeclared(records: Records, where: string, of: Declared & { act: Act }): void {
  const { deed, steps, act } = of
  const round = act.command === 'points.declare_round'
  const same = (what: string, expected: unknown, found: unknown) => {
    if (expected !== undefined)
      compare(records, { area, where: `${where} ${what}` }, { expected, found })
  }
  const amended = steps.some((step) => step.kind === 'amended')
  same('happened_on', amended ? undefined : act.input.happenedOn, deed.happened_on)
  const household = round ? roundHousehold(act, deed.id) : act.input.householdId
  same('household', household, deed.household_id)
  const value = round ? undefined : act.input.valueHundredths
  same('declared value', value, steps[0]!.value_hundredths)
}

function roundHousehold(act: Act, deedId: string): string | undefined {
  return (act.outcome.entered as Row[] | undefined)?.find((one) => one.deedId === deedId)
    ?.householdId
}
