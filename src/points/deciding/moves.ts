import type { RuleItem } from '#compact/model.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import { ok } from '#kernel/result.ts'
import { tell } from '#notices/message/commands.ts'
import { adultsOfHouseholds } from '#people/queries.ts'
import type { PointsContext } from '#points/deed/step.ts'
import { changeDeeds, type DeedChange, type FullDeed, insertSteps } from '#points/deed/store.ts'
import type { PointsRefusal } from '#points/model.ts'
import type { DeedStepRow } from '#points/store.ts'

/** One deed going from one state to the next, with the step that says why. */
export interface Move {
  readonly deed: FullDeed
  readonly item: RuleItem
  readonly change: DeedChange
  readonly step: DeedStepRow
}

/** How many deeds were decided, and which had been decided by somebody else in the meantime. */
export interface DecisionReport {
  readonly count: number
  readonly overtaken: readonly string[]
}

/** Refusals that mean somebody was faster; in a batch they do not stop the others. */
const overtakenCodes = new Set<PointsRefusal>(['points.already_decided', 'points.already_voted'])

/**
 * Decides about every deed and then writes all moves at once. Whoever decides about many is not
 * stopped by those a colleague decided meanwhile; every other refusal leaves all as it was.
 */
export async function decideAll(
  context: PointsContext,
  deeds: readonly FullDeed[],
  decide: (deed: FullDeed) => Result<Move, PointsRefusal>,
): Promise<Result<DecisionReport & { moves: readonly Move[] }, PointsRefusal>> {
  const moves: Move[] = []
  const overtaken: string[] = []
  let refused: Refusal<PointsRefusal> | null = null
  for (const deed of deeds) {
    const decided = decide(deed)
    if (decided.ok) moves.push(decided.value)
    else if (overtakenCodes.has(decided.code)) {
      overtaken.push(deed.id)
      refused ??= decided
    } else return decided
  }
  if (moves.length === 0 && refused) return refused
  await makeMoves(context, moves)
  return ok({ count: moves.length, overtaken, moves })
}

/** Writes the moves and their steps, and tells those concerned what became of the deeds. */
export async function makeMoves(context: PointsContext, moves: readonly Move[]): Promise<void> {
  const { db, input, concern } = context
  for (const { deed } of moves) {
    concern(`deed:${deed.id}`)
    concern(`household:${deed.householdId}`)
  }
  const changes = moves.map((m) => m.change)
  const changed = await changeDeeds(db, input.tenantCode, changes)
  if (changed !== moves.length) throw new Error('A deed changed while its tenant was locked.')
  await insertSteps(
    db,
    moves.map((m) => m.step),
  )
  await tellOutcome(context, moves)
}

/** States people are told about; the steps in between can be looked up. */
function kindOf({ deed, change }: Move): string | null {
  if (change.from === change.state) return null
  if (change.state === 'returned') return 'deed_returned'
  if (change.state === 'approved') return deed.negative ? 'deed_deducted' : 'deed_approved'
  if (change.state === 'refused') return deed.negative ? 'deed_cleared' : 'deed_refused'
  return null
}

async function tellOutcome(context: PointsContext, moves: readonly Move[]): Promise<void> {
  const news = moves.flatMap((move) => {
    const kind = kindOf(move)
    return kind ? [{ ...move, kind }] : []
  })
  if (news.length === 0) return
  const { db, input, today } = context
  const householdIds = [...new Set(news.map((m) => m.deed.householdId))]
  const adults = await adultsOfHouseholds(db, { tenantCode: input.tenantCode, householdIds, today })
  const messages = news.flatMap(({ deed, item, change, step, kind }) =>
    recipients(deed, kind, adults.get(deed.householdId) ?? []).map((personId) => ({
      personId,
      kind,
      facts: factsOf(item, { kind, hundredths: change.valueHundredths, reason: step.reason ?? '' }),
      subject: `deed:${deed.id}`,
    })),
  )
  await tell(context, messages)
}

/** A deed that came back waits for the one who is told. */
function factsOf(item: RuleItem, of: { kind: string; hundredths: number; reason: string }) {
  const { kind, ...facts } = of
  return { ...wordsOf(item), ...facts, needs: kind === 'deed_returned' }
}

/** What is sent back goes to whoever can put it right; every outcome goes to the household. */
function recipients(deed: FullDeed, kind: string, adults: readonly string[]): readonly string[] {
  if (kind !== 'deed_returned' || deed.row.declarer === 'villager') return adults
  return deed.declaredBy ? [deed.declaredBy] : []
}

/** An item's name in both languages, as messages carry it. */
export function wordsOf(item: RuleItem) {
  const { zh, en } = item.title
  return { item: { 'zh-CN': zh, en: en || zh }, clause: item.clause }
}
