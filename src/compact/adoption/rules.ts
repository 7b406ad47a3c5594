import { ok, type Result, refuse } from '#kernel/result.ts'
import type { FiledRules } from '../citing/model.ts'
import { decideCited } from '../citing/rules.ts'
import type { FindingReason } from '../explaining/model.ts'
import { decideExplained } from '../explaining/rules.ts'
import type {
  CompactRefusal,
  LintLimits,
  Resolution,
  RuleBookContent,
  Share,
  VoteNumbers,
} from '../model.ts'
import { decideLawful, lintContent, validateContent } from '../rules.ts'
import { decideTables } from '../tables/checking/rules.ts'

export interface Adoption {
  /** Plain date. */
  readonly effectiveFrom: string
  readonly resolution: Resolution
  readonly today: string
  readonly limits: LintLimits
  readonly numbers: VoteNumbers
  /** What was said about what the check warns of. */
  readonly reasons: readonly FindingReason[]
  /** The village rules in force on the day the rule book takes effect. */
  readonly villageRules: FiledRules | null
}

/**
 * A rule book comes into force by a resolution with quorum and majority, without any unlawful
 * item, with tables whose example cases pass, with a reason for everything the check warns of, with each item resting on a clause of the
 * village rules where there are any, and never for days already past.
 * Source: Villagers' Committee Organic Law (2018 text) articles 22, 26, 27 and 36, verify after
 * the 2025 amendment; docs/governance.md requirement 4 (nothing retroactive).
 */
export function decideAdoption(
  content: RuleBookContent,
  adoption: Adoption,
): Result<null, CompactRefusal> {
  const valid = validateContent(content)
  if (!valid.ok) return valid
  const tables = decideTables(content)
  if (!tables.ok) return tables
  const lawful = decideLawful(content, adoption.limits)
  if (!lawful.ok) return lawful
  const findings = lintContent(content, adoption.limits)
  const explained = decideExplained(content, findings, adoption.reasons)
  if (!explained.ok) return explained
  const cited = decideCited(content, adoption.villageRules)
  if (!cited.ok) return cited
  const { resolution, effectiveFrom, today, numbers } = adoption
  if (resolution.heldOn > today)
    return refuse('compact.resolution_in_future', { heldOn: resolution.heldOn })
  if (effectiveFrom < today) return refuse('compact.retroactive', { effectiveFrom, today })
  return decideVote(resolution, numbers)
}

/**
 * A resolution counts when enough of those entitled were present and enough of those present
 * agreed. Source: Villagers' Committee Organic Law (2018 text) articles 22 and 26, as settings.
 */
export function decideVote(
  resolution: Resolution,
  numbers: VoteNumbers,
): Result<null, CompactRefusal> {
  const { body, entitled, present, agreed } = resolution
  if (present > entitled || agreed > present)
    return refuse('compact.vote_impossible', { entitled, present, agreed })
  const seats = leastOf(numbers.quorum[body], entitled)
  if (present < seats) return refuse('compact.not_quorate', { entitled, present, needed: seats })
  const voices = leastOf(numbers.majority, present)
  if (agreed < voices) return refuse('compact.not_carried', { present, agreed, needed: voices })
  return ok(null)
}

/**
 * “More than half” of forty is twenty-one; “two thirds or more” of thirty is twenty.
 * Source: Civil Code article 1259 (以上 includes the number itself).
 */
export function leastOf(share: Share, whole: number): number {
  const [part = 1, of = 1] = share.split('/').map(Number)
  return part * 2 === of ? Math.floor(whole / 2) + 1 : Math.ceil((whole * part) / of)
}

export type VersionState = 'draft' | 'in_force' | 'to_come' | 'past'

/** A version is a draft, adopted for later, in force, or replaced by one that came after it. */
export function stateOf(
  version: {
    readonly id: string
    readonly adoptedAt: string | null
    readonly effectiveFrom: string | null
  },
  at: { readonly inForceId: string | null; readonly today: string },
): VersionState {
  if (!version.adoptedAt || !version.effectiveFrom) return 'draft'
  if (version.id === at.inForceId) return 'in_force'
  return version.effectiveFrom > at.today ? 'to_come' : 'past'
}
