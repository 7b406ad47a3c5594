import type { RuleBookContent, RuleItem } from '#compact/model.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { type CycleUnit, type Deed, fieldOfficers, type PointsRefusal, verifiers } from './model.ts'
import { decideVerifiedWorth, decideWorth, type Said, type Worth } from './valuing/rules.ts'

export { decideValue, valueChoices } from './valuing/rules.ts'

type Decision<T> = Result<T, PointsRefusal>

/**
 * A cycle is a calendar month, quarter or year: its first and its last day.
 * Source: docs/governance.md 1.4 (monthly, quarterly and annual cycles).
 */
export function cycleDays(
  unit: CycleUnit,
  year: number,
  number: number,
): Decision<readonly [startsOn: string, endsOn: string]> {
  const months = { month: 1, quarter: 3, year: 12 }[unit]
  if (number > 12 / months) return refuse('points.value_out_of_range', { from: 1, to: 12 / months })
  const first = new Date(Date.UTC(year, (number - 1) * months, 1))
  const last = new Date(Date.UTC(year, number * months, 0))
  return ok([first.toISOString().slice(0, 10), last.toISOString().slice(0, 10)])
}

/** What is known about an entry before it is made. */
export interface EntryFacts {
  readonly item: RuleItem | null
  readonly today: string
  readonly cycle: { readonly open: boolean } | null
  /** How many days back a deed may still be declared. */
  readonly windowDays: number
  readonly household: { readonly exists: boolean; readonly takesPart: boolean }
  /** In which qualities the declarer could act for this household, the nearest first. */
  readonly qualities: readonly string[]
  /** Hundredths of this item that the household already has, decided or waiting, in the cycle. */
  readonly alreadyHundredths: number
  /** The household already has this item on this day. */
  readonly duplicate: boolean
}

export interface Entry extends Said {
  readonly happenedOn: string
}

export interface AllowedEntry extends Worth {
  readonly item: RuleItem
  /** In which quality it is entered: `villager`, `neighbour`, or a post. */
  readonly declarer: string
}

/**
 * A deed may be declared under an item of the rule book in force, by those the item names, soon
 * after it was done, for a household that takes part. Source: docs/governance.md 1.3 and 1.4.
 */
export function decideDeclare(facts: EntryFacts, deed: Entry): Decision<AllowedEntry> {
  const day = decideDay(facts, deed.happenedOn)
  if (!day.ok) return day
  if (!facts.item) return refuse('points.unknown_item')
  if (facts.item.negative) return refuse('points.item_is_negative', { clause: facts.item.clause })
  return decideEntry(facts, facts.item, deed)
}

/**
 * Points may be taken only under an item that allows it, by an officer the item names, with
 * something to show. Source: house rules 6 and 10; docs/governance.md 2.3.
 */
export function decideNegative(
  facts: EntryFacts,
  deed: Entry & { readonly evidenceCount: number },
): Decision<AllowedEntry> {
  const { item } = facts
  const day = decideDay(facts, deed.happenedOn)
  if (!day.ok) return day
  if (!item) return refuse('points.unknown_item')
  if (!item.negative) return refuse('points.item_is_not_negative', { clause: item.clause })
  const officers: readonly string[] = fieldOfficers
  const qualities = facts.qualities.filter((quality) => officers.includes(quality))
  const entry = decideEntry({ ...facts, qualities }, item, deed)
  if (!entry.ok) return entry
  const shown = item.evidence === 'photo' || item.evidence === 'record'
  if (shown && deed.evidenceCount === 0) {
    return refuse('points.evidence_missing', { clause: item.clause })
  }
  return entry
}

function decideEntry(facts: EntryFacts, item: RuleItem, deed: Entry): Decision<AllowedEntry> {
  const declarer = facts.qualities.find((quality) =>
    item.declarers.some((allowed) => allowed === quality),
  )
  if (!declarer) return refuse('points.not_your_item', { clause: item.clause })
  const household = decideHousehold(facts, declarer)
  if (!household.ok) return household
  const worth = decideWorth(item, deed)
  if (!worth.ok) return worth
  if (facts.duplicate) return refuse('points.duplicate', { happenedOn: deed.happenedOn })
  if (item.capHundredths !== null && facts.alreadyHundredths >= item.capHundredths) {
    return refuse('points.cap_reached', { clause: item.clause, cap: item.capHundredths / 100 })
  }
  return ok({ item, ...worth.value, declarer })
}

/** Who does not take part appears nowhere: a neighbour cannot find it out by praising. */
function decideHousehold({ household }: EntryFacts, declarer: string): Decision<null> {
  if (!household.exists) return refuse('points.unknown_household')
  if (household.takesPart) return ok(null)
  return refuse(declarer === 'neighbour' ? 'points.unknown_household' : 'points.not_taking_part')
}

function decideDay(facts: EntryFacts, happenedOn: string): Decision<null> {
  if (happenedOn > facts.today) return refuse('points.in_future', { happenedOn })
  const age = (Date.parse(facts.today) - Date.parse(happenedOn)) / 86_400_000
  if (age > facts.windowDays) return refuse('points.too_long_ago', { days: facts.windowDays })
  if (!facts.cycle) return refuse('points.no_open_cycle', { happenedOn })
  if (!facts.cycle.open) return refuse('points.cycle_closed', { happenedOn })
  return ok(null)
}

/**
 * A declaration belongs to whoever made it, or in whose name a helper made it; what a household
 * declared for itself, every adult of that household may put right or take back. A neighbour's
 * praise and what an officer entered stay with them. Source: docs/governance.md 1.3; house rule 8.
 */
export function mayCorrect(
  deed: Pick<Deed, 'declaredBy' | 'householdId' | 'negative'> & { readonly declarer: string },
  who: { readonly personIds: readonly string[]; readonly householdId: string | null },
): boolean {
  if (deed.negative) return false
  if (deed.declaredBy !== null && who.personIds.includes(deed.declaredBy)) return true
  return deed.declarer === 'villager' && deed.householdId === who.householdId
}

/** Who decides now, as far as the rules of recusal need it. */
export interface Decider {
  /** All ids under which they are a person here. */
  readonly personIds: readonly string[]
  /** Posts held here. */
  readonly posts: readonly string[]
  /** Households of the decider and of the decider's relatives. */
  readonly recusedFrom: ReadonlySet<string>
  /** The decider's relatives, wherever they live. */
  readonly relatives: ReadonlySet<string>
  /** Households of their own grid; null for somebody who works in the whole village. */
  readonly within: ReadonlySet<string> | null
  readonly today: string
}

/**
 * Nobody decides about their own or a relative's household, nor twice about the same deed.
 * Source: docs/governance.md 6 no. 8; house rule 10.
 */
export function decideHand(
  deed: Deed,
  decider: Decider,
  earlier: readonly string[] = deed.hands,
): Decision<null> {
  if (!deed.cycleOpen) return refuse('points.cycle_closed', { happenedOn: deed.happenedOn })
  const kin = deed.personId !== null && decider.relatives.has(deed.personId)
  const self = deed.personId !== null && decider.personIds.includes(deed.personId)
  if (kin || self || decider.recusedFrom.has(deed.householdId)) return refuse('points.recused')
  if (decider.personIds.some((id) => earlier.includes(id))) return refuse('points.same_hand')
  return ok(null)
}

/** Whether one of these posts is the item's verifier, or one that may stand in for it. */
export function mayVerify(item: RuleItem, posts: readonly string[]): boolean {
  const order: readonly string[] = verifiers
  const rank = (post: string) => order.indexOf(post)
  return posts.some((post) => rank(post) >= rank(item.verifier))
}

export interface Verdict extends Said {
  readonly decision: 'confirm' | 'return'
  readonly evidence: 'attached' | 'seen_on_site' | 'witness' | 'record'
  readonly reason?: string | undefined
}

/**
 * Somebody on the spot, named by the item or standing in for them, confirms that it was done and
 * says by what; whoever sends a deed back says why. Source: docs/governance.md 1.3.
 */
export function decideVerify(
  deed: Deed,
  context: { decider: Decider; item: RuleItem; verdict: Verdict },
): Decision<{ state: 'verified' | 'returned' } & Worth> {
  const { decider, item, verdict } = context
  if (deed.state !== 'declared') return refuse('points.already_decided')
  if (!mayVerify(item, decider.posts))
    return refuse('points.other_verifier', { clause: item.clause })
  if (decider.within && !decider.within.has(deed.householdId)) {
    return refuse('points.outside_grid')
  }
  const hand = decideHand(deed, decider, deed.declaring)
  if (!hand.ok) return hand
  if (verdict.decision === 'return') {
    if (!verdict.reason) return refuse('points.reason_needed')
    return ok({ state: 'returned', valueHundredths: deed.valueHundredths, inputs: null })
  }
  const bare = item.evidence !== 'none' && deed.evidenceCount === 0
  if (bare && verdict.evidence === 'attached') {
    return refuse('points.evidence_missing', { clause: item.clause })
  }
  const worth = decideVerifiedWorth(item, deed, verdict)
  return worth.ok ? ok({ state: 'verified', ...worth.value }) : worth
}

export interface Vote {
  readonly agrees: boolean
  readonly reason?: string | undefined
}

/**
 * The elected group decides by a set number of votes, everybody once; whoever votes against says
 * why; a deduction is not voted on before the household was heard. Source: docs/governance.md 1.3
 * and 6; house rule 6.
 */
export function decideReview(
  deed: Deed,
  context: { decider: Decider; votesNeeded: number; vote: Vote },
): Decision<{ state: 'verified' | 'hearing' | 'reviewed' | 'refused' }> {
  const { decider, votesNeeded, vote } = context
  const waiting = deed.negative ? 'hearing' : 'verified'
  if (deed.state !== waiting) return refuse('points.already_decided')
  if (decider.personIds.some((id) => deed.voters.includes(id)))
    return refuse('points.already_voted')
  if (isHearingOpen(deed, decider.today)) {
    return refuse('points.hearing_open', { until: deed.hearingEndsOn })
  }
  const hand = decideHand(deed, decider)
  if (!hand.ok) return hand
  if (!vote.agrees && !vote.reason) return refuse('points.reason_needed')
  if (vote.agrees && deed.votesFor + 1 >= votesNeeded) return ok({ state: 'reviewed' })
  if (!vote.agrees && deed.votesAgainst + 1 >= votesNeeded) return ok({ state: 'refused' })
  return ok({ state: waiting })
}

/** A hearing is open until its last day, or until the household has said what it has to say. */
export function isHearingOpen(
  deed: Pick<Deed, 'hearingEndsOn' | 'stated'>,
  today: string,
): boolean {
  return deed.hearingEndsOn !== null && deed.hearingEndsOn >= today && !deed.stated
}

/** The leading group approves what was reviewed; a refusal gives its reason. */
export function decideApprove(
  deed: Deed,
  context: { decider: Decider; decision: 'approve' | 'refuse'; reason?: string | undefined },
): Decision<{ state: 'approved' | 'refused' }> {
  if (deed.state !== 'reviewed') return refuse('points.already_decided')
  const hand = decideHand(deed, context.decider)
  if (!hand.ok) return hand
  if (context.decision === 'refuse' && !context.reason) return refuse('points.reason_needed')
  return ok({ state: context.decision === 'approve' ? 'approved' : 'refused' })
}

/** What was decided to somebody's disadvantage can be appealed against: a refusal, or a deduction. */
export function isAppealable(deed: { state: string; negative: boolean }): boolean {
  return deed.negative ? deed.state === 'approved' : deed.state === 'refused'
}

export function findItem(content: RuleBookContent, key: string): RuleItem | null {
  return content.items.find((item) => item.key === key) ?? null
}
