import { canonicalJson } from '#kernel/canonical.ts'
import { sha256 } from '#kernel/digest.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import {
  type BeginLetter,
  type CycleFacts,
  type FactKind,
  type Facts,
  isHouseholdFact,
  type Lender,
  type LetterState,
} from './model.ts'

/** What a final score gives to choose from; never a deduction, an objection or a refused deed. */
export interface FinalCycle extends Required<CycleFacts> {
  readonly cycleId: string
}

/** All that somebody could say about themselves today. */
export interface Sayable {
  readonly adult: boolean
  readonly own: Required<Pick<Facts, 'name' | 'posts'>> & {
    readonly household: string | null
    readonly since: string | null
  }
  /** Final cycles of the household, newest first; empty for whoever does not take part. */
  readonly cycles: readonly FinalCycle[]
}

export type BeginFault =
  | 'letters.unknown_lender'
  | 'letters.lender_ended'
  | 'letters.minor'
  | 'letters.draft_open'
  | 'letters.too_long'
  | 'letters.not_taking_part'
  | 'letters.no_cycle_chosen'
  | 'letters.no_household_fact'
  | 'letters.cycle_not_final'

/**
 * A grown-up may prepare one letter at a time, to a lender that is offered, of final results only, and
 * for no longer than the place allows. Personal Information Protection Law, articles 6, 14 and 23.
 */
export function decideBeginning(
  wish: BeginLetter,
  facts: { lender: Lender | null; sayable: Sayable; draftOpen: boolean; mostDays: number },
): Result<null, BeginFault> {
  const { lender, sayable, mostDays } = facts
  if (!lender) return refuse('letters.unknown_lender')
  if (lender.act === 'ended') return refuse('letters.lender_ended', { name: lender.name })
  if (!sayable.adult) return refuse('letters.minor')
  if (facts.draftOpen) return refuse('letters.draft_open')
  if (wish.days > mostDays) return refuse('letters.too_long', { days: mostDays })
  return decideCycles(wish, sayable)
}

/** Facts of the household are those of final cycles named one by one. */
function decideCycles(wish: BeginLetter, sayable: Sayable): Result<null, BeginFault> {
  const wanted = wish.facts.some(isHouseholdFact)
  if (!sayable.own.since && (wanted || wish.facts.includes('since')))
    return refuse('letters.not_taking_part')
  if (wanted && wish.cycleIds.length === 0) return refuse('letters.no_cycle_chosen')
  if (!wanted && wish.cycleIds.length > 0) return refuse('letters.no_household_fact')
  const known = new Set(sayable.cycles.map((cycle) => cycle.cycleId))
  const unknown = wish.cycleIds.some((id) => !known.has(id))
  return unknown ? refuse('letters.cycle_not_final') : ok(null)
}

/**
 * A letter says what was chosen and nothing else; what is about the household stands in it only when
 * every other adult who takes part said yes. What there is nothing of is not said, not even as a nought.
 */
export function factsOf(
  sayable: Sayable,
  chosen: { facts: readonly FactKind[]; cycleIds: readonly string[]; allAgree: boolean },
): Facts {
  const wants = (kind: FactKind) => chosen.facts.includes(kind)
  const { name, household, since, posts } = sayable.own
  const cycles = chosen.allAgree
    ? sayable.cycles
        .filter(({ cycleId }) => chosen.cycleIds.includes(cycleId))
        .map((cycle) => cycleSaid(cycle, wants))
        .filter((cycle) => cycle !== null)
    : []
  return {
    ...(wants('name') ? { name } : {}),
    ...(wants('household') && household ? { household } : {}),
    ...(wants('since') && since ? { since } : {}),
    ...(wants('posts') && posts.length > 0 ? { posts } : {}),
    ...(cycles.length > 0 ? { cycles } : {}),
  }
}

function cycleSaid(cycle: FinalCycle, wants: (kind: FactKind) => boolean): CycleFacts | null {
  const { unit, year, number, stars, points, deeds } = cycle
  const said = {
    ...(wants('stars') && stars > 0 ? { stars } : {}),
    ...(wants('points') && points > 0 ? { points } : {}),
    ...(wants('deeds') && deeds.length > 0 ? { deeds } : {}),
  }
  return Object.keys(said).length > 0 ? { unit, year, number, ...said } : null
}

/** The fingerprint of what a preview showed: exactly that is issued, or nothing. */
export const fingerprintOf = (facts: Facts): string => sha256(canonicalJson(facts))

export type IssueFault =
  | 'letters.already_issued'
  | 'letters.lender_ended'
  | 'letters.changed_since_preview'
  | 'letters.nothing_left'

/** What is issued is what its person has just seen, to a lender that is still offered. */
export function decideIssuing(
  seen: string,
  facts: { issued: boolean; lender: Lender; facts: Facts },
): Result<null, IssueFault> {
  if (facts.issued) return refuse('letters.already_issued')
  if (facts.lender.act === 'ended')
    return refuse('letters.lender_ended', { name: facts.lender.name })
  if (fingerprintOf(facts.facts) !== seen) return refuse('letters.changed_since_preview')
  if (Object.keys(facts.facts).length === 0) return refuse('letters.nothing_left')
  return ok(null)
}

interface Times {
  readonly issuedAt: string | null
  readonly expiresAt: string | null
  readonly revokedAt: string | null
}

/** A letter holds until its last instant, or until one of those it is about takes it back. */
export function stateOf(letter: Times, now: string): LetterState {
  if (!letter.issuedAt) return 'draft'
  if (letter.revokedAt) return 'revoked'
  return Date.parse(letter.expiresAt!) <= Date.parse(now) ? 'expired' : 'valid'
}

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A code of 120 bits from a keyed digest in hex: 24 letters and digits in groups of four. */
export function codeFrom(digest: string): string {
  const bits = BigInt(`0x${digest.slice(0, 30)}`)
  const signs = Array.from(
    { length: 24 },
    (_, i) => letters[Number((bits >> BigInt(5 * i)) & 31n)]!,
  )
  return signs.join('').replace(/.{4}(?=.)/g, '$&-')
}

/** The label of the key that signs in a year: every year has its own. */
export const keyLabel = (year: number): string => `letters/${year}`

/** The signed text as it is scanned and pasted: `XYL1.TEXT.SIGNATURE`, both in base64url. */
export function tokenOf(textInBase64url: string, signature: string): string {
  return `XYL1.${textInBase64url}.${signature}`
}
