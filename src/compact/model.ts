import { z } from 'zod'
import { ClauseCitation } from './citing/model.ts'
import { DecisionTable, tableRefusals } from './tables/model.ts'
import { villageRulesRefusals } from './village-rules/refusals.ts'
import { Wording } from './wording/model.ts'

export { Wording }

/** Points are integers in hundredths and never negative: a deduction is a magnitude too. */
const Hundredths = z.int().min(0).max(1_000_000)
const Key = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)

export const Cycle = z.enum(['month', 'quarter', 'year'])
export type Cycle = z.infer<typeof Cycle>

/** What must lie beside a deed before anybody may verify it. */
export const EvidenceKind = z.enum(['none', 'photo', 'record', 'witness'])
export type EvidenceKind = z.infer<typeof EvidenceKind>

export const Verifier = z.enum([
  'grid_worker',
  'grid_leader',
  'group_leader',
  'scorekeeper',
  'supervision_member',
])
export type Verifier = z.infer<typeof Verifier>

export const Declarer = z.enum([
  'villager',
  'neighbour',
  'grid_worker',
  'grid_leader',
  'group_leader',
  'scorekeeper',
])
export type Declarer = z.infer<typeof Declarer>

export const Aspect = z.strictObject({
  key: Key,
  title: Wording,
  part: z.enum(['base', 'contribution']),
  maxHundredths: Hundredths.min(1),
})
export type Aspect = z.infer<typeof Aspect>

export const Band = z.strictObject({
  stars: z.int().min(1).max(5),
  fromHundredths: Hundredths,
})
export type Band = z.infer<typeof Band>

/**
 * One line of a rule book. `minHundredths`–`maxHundredths` is what one deed may bring (or, when
 * `negative`, take); `capHundredths` is the most it may bring or take in one cycle.
 */
export const RuleItem = z.strictObject({
  key: Key,
  aspectKey: Key,
  /** The number villagers cite, e.g. "2.3". */
  clause: z.string().regex(/^\d{1,2}(\.\d{1,2}){0,2}$/),
  title: Wording,
  description: Wording,
  minHundredths: Hundredths,
  maxHundredths: Hundredths,
  stepHundredths: Hundredths.min(1).nullable().default(null),
  capHundredths: Hundredths.min(1).nullable(),
  evidence: EvidenceKind,
  verifier: Verifier,
  declarers: z.array(Declarer).min(1).max(6),
  negative: z.boolean(),
  publishable: z.boolean(),
  /** What counts the same for people who are old, disabled or away. */
  byAbility: Wording.nullable().default(null),
  /** The clause of the village rules, or the law, that a deduction rests on. */
  basis: Wording.nullable().default(null),
  /** Points for giving money or goods. Such points must not buy anything. */
  donation: z.boolean().default(false),
  redeemable: z.boolean().default(true),
  /** The clause of the village rules it rests on; left out while the village has none. */
  cites: ClauseCitation.optional(),
  /** How its value follows from what is asked; left out where one value or a choice will do. */
  table: DecisionTable.optional(),
})
export type RuleItem = z.infer<typeof RuleItem>

export const RuleBookContent = z.strictObject({
  title: Wording,
  about: Wording,
  unit: z.literal('household'),
  /** Whether the household's points are added up, or divided by its taking-part adults. */
  reckoning: z.enum(['household_total', 'per_participant']).default('household_total'),
  cycle: Cycle,
  bands: z.array(Band).max(5),
  /** False while nobody has checked the star boundaries with the village. */
  bandsVerified: z.boolean().default(false),
  /** Below this there is no star. */
  minimumHundredths: Hundredths,
  aspects: z.array(Aspect).min(1).max(30),
  items: z.array(RuleItem).min(1).max(300),
})
export type RuleBookContent = z.infer<typeof RuleBookContent>

export const RuleBookTemplate = z.strictObject({
  key: Key,
  source: z.strictObject({ text: Wording, url: z.string().min(1) }),
  content: RuleBookContent,
})
export type RuleBookTemplate = z.infer<typeof RuleBookTemplate>

/** A prohibition keeps the item out of any adopted rule book; a warning asks people to look. */
export type Severity = 'prohibition' | 'warning'

/** A legal text as a dated fact: what it says, as of when, and whether somebody read it there. */
export interface LegalBasis {
  readonly key: string
  readonly law: Wording
  readonly article: Wording
  /** Date of the text the article number was taken from; null where none was read. */
  readonly textOf: string | null
  readonly verified: boolean
}

export const lintTopics = [
  'fine',
  'deposit',
  'subsidy',
  'social_aid',
  'medical_insurance',
  'insurance_payment',
  'pension',
  'schooling',
  'land',
  'dividend',
  'vote',
  'points_for_votes',
  'service_refusal',
  'petition',
  'speech',
  'political_review',
  'party_entry',
  'party_member',
  'family_liability',
  'marital_status',
  'women',
  'bride_price',
  'bride_price_limit',
  'illness',
  'disability',
  'religion',
  'family_planning',
  'wealth',
  'poverty',
  'criminal_record',
  'public_shaming',
  'surveillance',
  'forced_donation',
  'donation_points',
  'compulsory_participation',
  'attendance',
  'credit_linkage',
] as const
export type LintTopic = (typeof lintTopics)[number]

export const lintStructures = [
  'negative_without_basis',
  'negative_published',
  'negative_by_neighbour',
  'negative_without_evidence',
  'missing_evidence',
  'missing_cap',
  'range_inverted',
  'cap_above_aspect',
  'deduction_cap',
  'verifier_declares',
  'donation_redeemable',
] as const
export type LintStructure = (typeof lintStructures)[number]

export type LintCode = LintTopic | LintStructure

/** The part of an item, or of a rule book, that a finding points at. */
export type LintField =
  | ('text' | 'title' | 'description' | 'byAbility' | 'basis')
  | ('table' | 'item' | 'about')

export interface LintFinding {
  readonly code: LintCode
  readonly severity: Severity
  /** Key of the message that says what is wrong, why, and what to do. */
  readonly messageKey: `compact_lint_${LintCode}`
  readonly field: LintField
  /** The words that gave rise to it; empty for findings about numbers and roles. */
  readonly excerpt: string
  readonly span: { readonly start: number; readonly end: number } | null
  readonly legalBasis: readonly LegalBasis[]
}

/** A finding in a whole rule book: with the item or aspect it belongs to. */
export interface ContentFinding extends LintFinding {
  readonly itemKey: string | null
  readonly aspectKey: string | null
}

/** Ceilings a county or village may set; the defaults are our own and nobody's law. */
export interface LintLimits {
  /** The most one item may take from a household in one cycle. */
  readonly deductionPerItemHundredths: number
  /** The most all items together may take from a household in one cycle. */
  readonly deductionPerCycleHundredths: number
  /** A deed worth more than this needs something to look at. */
  readonly withoutEvidenceHundredths: number
}

export interface LintContext {
  readonly aspects: readonly Aspect[]
  readonly limits: LintLimits
}

/** Who resolved: all grown-up villagers, one representative per household, or elected ones. */
export const ResolvingBody = z.enum([
  'villagers_assembly',
  'household_representatives',
  'representative_assembly',
])
export type ResolvingBody = z.infer<typeof ResolvingBody>

/** The resolution by which a version was adopted: which body, when, and how it voted. */
export interface Resolution {
  readonly body: ResolvingBody
  /** Plain date of the meeting. */
  readonly heldOn: string
  /** Number of the resolution or of the minutes. */
  readonly reference: string
  readonly entitled: number
  readonly present: number
  readonly agreed: number
}

/** A share of people as laws say it, `2/3`. One half is to be exceeded, any larger one reached. */
export type Share = `${number}/${number}`

/** What a lawful resolution needs; each number is a setting. */
export interface VoteNumbers {
  /** The part of those entitled that must be present, by resolving body. */
  readonly quorum: Readonly<Record<ResolvingBody, Share>>
  /** The part of those present that must agree. */
  readonly majority: Share
}

/** Refusals of this module, each with its HTTP status. */
export const compactRefusals = {
  'compact.duplicate_key': 422,
  'compact.duplicate_clause': 422,
  'compact.unknown_aspect': 422,
  'compact.aspect_without_item': 422,
  'compact.value_range_inverted': 422,
  'compact.step_does_not_fit': 422,
  'compact.cap_below_one_deed': 422,
  'compact.bands_not_ascending': 422,
  'compact.bands_below_minimum': 422,
  'compact.bands_out_of_reach': 422,
  'compact.unlawful_items': 422,
  'compact.unknown_template': 404,
  'compact.unknown_rule_book': 404,
  'compact.unknown_version': 404,
  'compact.unknown_item': 404,
  'compact.rule_book_full': 422,
  'compact.last_aspect': 409,
  'compact.nobody_declares': 422,
  'compact.draft_exists': 409,
  'compact.draft_changed': 409,
  'compact.already_adopted': 409,
  'compact.adopted_stays': 409,
  'compact.discarded': 409,
  'compact.resolution_in_future': 422,
  'compact.retroactive': 422,
  'compact.vote_impossible': 422,
  'compact.not_quorate': 409,
  'compact.not_carried': 409,
  'compact.item_without_clause': 409,
  'compact.clause_not_in_force': 409,
  'compact.unknown_finding': 404,
  'compact.finding_unexplained': 409,
  ...villageRulesRefusals,
  ...tableRefusals,
} as const
export type CompactRefusal = keyof typeof compactRefusals
