import { type CitedClause, citedClauses } from '#compact/citing/queries.ts'
import { type Version, versionById } from '#compact/queries.ts'
import type { Actor, Capacity } from '#kernel/actor.ts'
import { holds, oversees, residenceOf, resides } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { adultsOfHouseholds, householdCodes, namesOf } from '#people/queries.ts'
import { type DeedHistory, decideNaming, deedHistories } from '#points/closing/queries.ts'
import { negativeReaders, overseers } from '#points/model.ts'
import { cycleById } from '#points/queries.ts'
import { OfHousehold, OfScore, type ScoreItem } from '../model.ts'
import { findScore, type HouseholdScore, listHouseholdScores } from '../store.ts'
import { type Hanging, hangingOf, type ScoreLine, scoreLine, scoresOf } from './scores.ts'
import { recordOf, type ScoreRecord } from './store.ts'

interface Which {
  readonly tenantCode: string
  readonly householdId?: string | undefined
}

/** Officers read a household's score by their post, never while acting for somebody else. */
function readsByPost(actor: Actor, tenantCode: string): Capacity | null {
  if (actor.behalf) return null
  return holds(actor, tenantCode, negativeReaders) ?? oversees(actor, tenantCode, overseers)
}

function mayRead(actor: Actor, { tenantCode, householdId }: Which): Capacity | null {
  const own = residenceOf(actor, tenantCode)?.householdId
  if (own && (!householdId || householdId === own)) return resides(actor, tenantCode)
  return readsByPost(actor, tenantCode)
}

/** Adults of a household that is looked at by an officer; none when it is one's own. */
async function lookedAt(
  db: Db,
  of: { tenantCode: string; today: string; householdId: string; own: boolean },
): Promise<readonly string[]> {
  if (of.own) return []
  const adults = await adultsOfHouseholds(db, { ...of, householdIds: [of.householdId] })
  return adults.get(of.householdId) ?? []
}

/** A household's stars, cycle by cycle, and what it has so far in the running one. */
export const household = defineQuery({
  name: 'stars.household',
  input: OfHousehold,
  access: 'scoped',
  may: ({ actor, input }) => mayRead(actor, input),
  looked: ({ tenantCode }, value: { lookedAt: readonly string[] }) => ({
    ...{ tenantCode, personIds: value.lookedAt, purpose: 'score' },
  }),
  async run({ db, input, actor, today }) {
    const { tenantCode } = input
    const ownId = residenceOf(actor, tenantCode)?.householdId
    const householdId = input.householdId ?? ownId
    if (!householdId) return refuse('stars.unknown_score')
    const of = { tenantCode, householdId, today, own: householdId === ownId }
    const code = (await householdCodes(db, tenantCode, [householdId])).get(householdId)
    if (code === undefined) return refuse('stars.unknown_score')
    const scores = await scoresOf(db, of)
    return ok({ householdId, code, own: of.own, ...scores, lookedAt: await lookedAt(db, of) })
  },
})

/** A deed behind a score; people are named where the household may know them. */
export interface ExplainedDeed extends Omit<DeedHistory, 'steps'> {
  readonly steps: readonly ExplainedStep[]
}

export interface ExplainedStep {
  readonly kind: string
  readonly at: string
  /** Null for those who praised. */
  readonly name: string | null
  readonly post: string
  readonly forName: string | null
  readonly valueHundredths: number
  readonly reason: string | null
  readonly sequence: number | null
}

/** Why a score is what it is. */
export interface Explanation {
  readonly householdId: string
  readonly code: string
  readonly own: boolean
  readonly score: ScoreLine
  readonly participants: number
  readonly items: readonly ScoreItem[]
  /** Every deed of the household in the cycle, also those that did not count. */
  readonly deeds: readonly ExplainedDeed[]
  /** The reader may not see the household's deductions one by one. */
  readonly deductionsHidden: boolean
  readonly version: Version
  /** Clauses of the village rules the items rest on, as they stood when they were cited. */
  readonly cited: readonly CitedClause[]
  readonly hanging: Hanging
  readonly computedAt: string
  readonly inputsHash: string
  readonly record: ScoreRecord
  /** All scores of the household in this cycle, newest first: more than one after a correction. */
  readonly revisions: readonly Revision[]
  readonly lookedAt: readonly string[]
}

export type Revision = ScoreLine & { readonly items: readonly ScoreItem[] }

/**
 * Why a score is what it is: the rule book's version and resolution, each clause with its deeds and
 * who had a hand in them, the notice and the record. The household sees all of it.
 */
export const why = defineQuery({
  name: 'stars.why',
  input: OfScore,
  access: 'scoped',
  may: ({ actor, input }) => mayRead(actor, input),
  looked: ({ tenantCode }, value: Explanation) => ({
    ...{ tenantCode, personIds: value.lookedAt, purpose: 'score' },
  }),
  async run({ db, input, actor, today }) {
    const { tenantCode } = input
    const row = await findScore(db, tenantCode, input.scoreId)
    if (!row || row.state === 'draft') return refuse('stars.unknown_score')
    const householdId = row.household_id
    if (!mayRead(actor, { tenantCode, householdId })) return refuse('stars.unknown_score')
    const own = residenceOf(actor, tenantCode)?.householdId === householdId
    const deductionsHidden = !own && !holds(actor, tenantCode, negativeReaders)
    const revisions = await listHouseholdScores(db, tenantCode, householdId)
    const found = revisions.find((revision) => revision.id === row.id)!
    const told = await explain(db, found, { deductionsHidden, revisions, today })
    const codes = await householdCodes(db, tenantCode, [householdId])
    const looked = await lookedAt(db, { tenantCode, today, householdId, own })
    return ok<Explanation>({
      ...{ ...told, householdId, code: codes.get(householdId) ?? '', own, deductionsHidden },
      lookedAt: looked,
    })
  },
})

async function explain(
  db: Db,
  row: HouseholdScore,
  as: { deductionsHidden: boolean; revisions: readonly HouseholdScore[]; today: string },
) {
  const tenantCode = row.tenant_code
  const cycle = (await cycleById(db, tenantCode, row.cycle_id))!
  const cycles = new Map([[cycle.id, cycle]])
  const score = scoreLine(row, cycles)
  const hide = (items: readonly ScoreItem[]) => (as.deductionsHidden ? items.map(bare) : items)
  const of = { tenantCode, cycleId: cycle.id, householdId: row.household_id }
  const deeds = await deedHistories(db, of)
  const version = (await versionById(db, tenantCode, cycle.ruleVersionId))!
  const shown = as.deductionsHidden ? deeds.filter((deed) => !deed.negative) : deeds
  return {
    score,
    ...{ participants: row.participants, items: hide(row.breakdown) },
    deeds: await explainDeeds(db, tenantCode, shown),
    version,
    cited: await citedClauses(db, { tenantCode, today: as.today }, version.content),
    hanging: await hangingOf(db, tenantCode, score),
    ...{ computedAt: row.computed_at, inputsHash: row.inputs_hash },
    record: await recordOf(db, tenantCode, row.id),
    revisions: as.revisions
      .filter((revision) => revision.close_id === row.close_id)
      .map((one): Revision => ({ ...scoreLine(one, cycles), items: hide(one.breakdown) })),
  }
}

/** A deduction of which only the amount is shown. */
function bare(item: ScoreItem): ScoreItem {
  return item.negative ? { ...item, itemKey: '', clause: '', deeds: [] } : item
}

/** Every reader learns here the names that the household itself may know. */
const asHousehold = { own: true, official: false, declared: false }

async function explainDeeds(
  db: Db,
  tenantCode: string,
  deeds: readonly DeedHistory[],
): Promise<ExplainedDeed[]> {
  const steps = deeds.flatMap((deed) => deed.steps)
  const ids = steps.flatMap((step) => [step.personId ?? [], step.onBehalfOf ?? []].flat())
  const names = await namesOf(db, tenantCode, ids)
  return deeds.map((deed) => ({
    ...deed,
    steps: deed.steps.map(({ personId, onBehalfOf, ...step }) => {
      const { named, post } = decideNaming({ ...step, declarer: deed.declarer }, asHousehold)
      const nameOf = (id: string | null) => (named && id ? (names.get(id) ?? null) : null)
      return { ...step, post, name: nameOf(personId), forName: nameOf(onBehalfOf) }
    }),
  }))
}
