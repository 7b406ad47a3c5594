import { plainDateInChina } from '#kernel/clock.ts'
import { sha256 } from '#kernel/digest.ts'
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts'
import {
  type Appeal,
  type AppealsRefusal,
  type CaseFacts,
  type CaseRole,
  type ReviewPost,
  reviewLevels,
} from './model.ts'

export interface Filing {
  readonly facts: CaseFacts | null
  readonly now: string
  readonly today: string
  /** The household of the one who objects. */
  readonly householdId: string | null
  /** The last day after being told; null when nobody told them. Plain date. */
  readonly lastDayAfterTold: string | null
  /** An earlier objection by the same person against the same thing. */
  readonly earlier: Pick<Appeal, 'number' | 'state'> | null
}

/**
 * Whoever lives in the village may object to anything on its board while it hangs, and to what was
 * decided about their own household within the days after they were told. Whoever was never told
 * cannot be late. The same person objects to the same thing once.
 * Source: house rules 4 and 5; docs/governance.md 1.5.
 */
export function decideFiling(filing: Filing): Result<CaseFacts, AppealsRefusal> {
  const { facts, earlier } = filing
  if (!facts) return refuse('appeals.unknown_subject')
  const late = facts.endsAt === null ? lateAfterTold(filing, facts) : lateForNotice(filing, facts)
  if (late) return late
  if (earlier?.state === 'open') return refuse('appeals.already_open', { number: earlier.number })
  if (earlier && earlier.state !== 'withdrawn') {
    return refuse('appeals.already_answered', { number: earlier.number })
  }
  return ok(facts)
}

function lateForNotice(filing: Filing, facts: CaseFacts): Refusal<AppealsRefusal> | null {
  if (facts.endsAt !== null && filing.now < facts.endsAt) return null
  return refuse('appeals.too_late', { lastDay: lastDayOf(facts.endsAt) })
}

/** The day whose end the notice's end is. */
function lastDayOf(endsAt: string | null): string | null {
  return endsAt && plainDateInChina(new Date(Date.parse(endsAt) - 1).toISOString())
}

function lateAfterTold(filing: Filing, facts: CaseFacts): Refusal<AppealsRefusal> | null {
  if (facts.householdId === null || facts.householdId !== filing.householdId) {
    return refuse('appeals.not_yours')
  }
  const lastDay = filing.lastDayAfterTold
  return lastDay && filing.today > lastDay ? refuse('appeals.too_late', { lastDay }) : null
}

export interface Candidate {
  readonly personId: string
  readonly post: ReviewPost
}

/**
 * The lot falls by a rule anybody can work out again: of the nearest level with somebody
 * independent, those whose SHA-256 of "appeal id/person id" is smallest.
 * Nobody reviews what they decided themselves, or what concerns a relative.
 * Source: docs/governance.md 6, item 8; house rules 5 and 10.
 */
export function drawReviewers(
  appealId: string,
  pool: { candidates: readonly Candidate[]; barred: ReadonlySet<string>; count: number },
): Candidate[] {
  const free = distinct(pool.candidates).filter(({ personId }) => !pool.barred.has(personId))
  for (const posts of reviewLevels) {
    const level = free.filter(({ post }) => (posts as readonly string[]).includes(post))
    if (level.length === 0) continue
    const lots = level.map((candidate) => ({
      candidate,
      lot: sha256(`${appealId}/${candidate.personId}`),
    }))
    lots.sort((a, b) => (a.lot < b.lot ? -1 : 1))
    return lots.slice(0, Math.max(1, pool.count)).map(({ candidate }) => candidate)
  }
  return []
}

/** Somebody with two posts is drawn for the first of them. */
function distinct(candidates: readonly Candidate[]): Candidate[] {
  const first = (one: Candidate) => candidates.find((c) => c.personId === one.personId)
  return candidates.filter((candidate) => first(candidate) === candidate)
}

/**
 * An objection is answered once, by those it was drawn to, who neither decided the first time nor
 * are related to those concerned. Source: house rules 5 and 10.
 */
export function checkAnswering(
  appeal: Appeal | null,
  by: { drawn: boolean; barred: boolean },
): Result<Appeal, AppealsRefusal> {
  if (!appeal) return refuse('appeals.unknown_appeal')
  if (!by.drawn) return refuse('appeals.not_your_case', { number: appeal.number })
  const open = checkOpen(appeal)
  if (!open.ok) return open
  if (by.barred) return refuse('appeals.recused', { number: appeal.number })
  return ok(appeal)
}

/** What has been answered or taken back stays so. Source: house rule 5. */
export function checkOpen(appeal: Appeal): Result<Appeal, AppealsRefusal> {
  const { number, state, decidedAt } = appeal
  if (state === 'withdrawn') return refuse('appeals.withdrawn', { number })
  if (state !== 'open') return refuse('appeals.already_decided', { number, state, decidedAt })
  return ok(appeal)
}

/**
 * The one who objected, the household concerned, the reviewers and the supervision committee see an
 * appeal; for everybody else there is none. Source: house rules 5 and 10.
 */
export function roleIn(facts: {
  isAppellant: boolean
  isHousehold: boolean
  isReviewer: boolean
  oversees: boolean
}): CaseRole | null {
  if (facts.isAppellant) return 'appellant'
  if (facts.isReviewer) return 'reviewer'
  if (facts.isHousehold) return 'household'
  return facts.oversees ? 'overseer' : null
}

/** Objections of a day are counted: 2026-1122-01. */
export function numberOf(today: string, earlierToday: number): string {
  const [year, month, day] = today.split('-')
  return `${year}-${month}${day}-${String(earlierToday + 1).padStart(2, '0')}`
}
