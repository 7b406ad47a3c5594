import { z } from 'zod'
import { Resolved } from '../adoption/model.ts'
import type { LintFinding, Resolution, Wording } from '../model.ts'

const TenantCode = z.string().regex(/^\d{12}$/)
const RulesAt = z.object({ tenantCode: TenantCode, rulesId: z.uuid() })
const Sentence = z.string().trim().min(2).max(600)

/** A clause of the village rules: its number is its place, the Chinese binds. */
export interface RulesClause {
  readonly number: number
  readonly text: Wording
}

/** The village rules (村规民约) as they are fingerprinted: a title and numbered clauses. */
export interface VillageRulesContent {
  readonly title: Wording
  readonly clauses: readonly RulesClause[]
}

/** The most characters of one clause in either language. */
export const clauseLimit = 600

/** What an office types: one paragraph per clause; the English is empty or has as many. */
export const WriteRules = z.object({
  tenantCode: TenantCode,
  /** Left out where new rules are begun. */
  rulesId: z.uuid().optional(),
  /** Content hash of the text on the screen; a stale one is refused. */
  basedOn: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  title: z.object({
    zh: z.string().trim().min(2).max(60),
    en: z.string().trim().max(120).default(''),
  }),
  textZh: z.string().trim().min(2).max(20_000),
  textEn: z.string().trim().max(40_000).default(''),
})
export type WriteRules = z.infer<typeof WriteRules>

/** `endsOn` is the last day on which villagers may comment. */
export const OpenConsultation = RulesAt.extend({ endsOn: z.iso.date() })
/** `clause` 0 is about the whole; `proposed` is how the clause should read instead. */
export const CommentOnRules = RulesAt.extend({
  clause: z.int().min(0).max(999),
  body: Sentence,
  proposed: Sentence.optional(),
})
export const AnswerComment = RulesAt.extend({
  commentId: z.uuid(),
  takenUp: z.enum(['yes', 'no']),
  reason: Sentence,
})
/** Why a clause stays although the check warns of it; `clause` 0 is the title. */
export const WarningReason = z.object({
  clause: z.int().min(0).max(999),
  code: z.string().max(40),
  reason: Sentence,
})
export type WarningReason = z.infer<typeof WarningReason>
export const AskReview = RulesAt.extend({ reasons: z.array(WarningReason).max(200).default([]) })
/** The township's word on lawfulness; `clause` 0 or left out is the whole. */
export const ReviewRules = RulesAt.extend({
  verdict: z.enum(['passed', 'returned']),
  clause: z.int().min(0).max(999).default(0),
  basis: Sentence,
  note: z.string().trim().max(600).default(''),
})
export const AdoptRules = RulesAt.extend(Resolved.shape)
/** Filing (备案) with the township: its number and day. */
export const FileRules = RulesAt.extend({
  filingNumber: z.string().trim().min(2).max(120),
  filedOn: z.iso.date(),
})

export type StepKind = 'consultation' | 'review_asked' | 'passed' | 'returned' | 'adopted' | 'filed'

/** What each step keeps beside who and when. */
export interface StepDetails {
  readonly endsOn?: string
  readonly reasons?: readonly WarningReason[]
  readonly clause?: number
  readonly basis?: string
  readonly note?: string
  readonly resolution?: Resolution
  /** At the adoption the day resolved, at the filing the day from which the rules hold. */
  readonly effectiveFrom?: string
  readonly filingNumber?: string
  readonly filedOn?: string
}

export interface RulesStep {
  readonly id: string
  readonly kind: StepKind
  readonly textId: string
  readonly details: StepDetails
  /** ISO instant. */
  readonly at: string
}

/** How far village rules have come. `revised`: the text was changed after the township passed it. */
export type RulesStage =
  | 'draft'
  | 'consultation'
  | 'consulted'
  | 'review'
  | 'returned'
  | 'passed'
  | 'revised'
  | 'adopted'
  | 'filed'

/** A finding of the linter, with the clause it stands in; 0 is the title. */
export interface RulesFinding extends LintFinding {
  readonly clause: number
}

/** A comment as villagers see it: without a name, so that nobody need fear to speak. */
export interface RulesComment {
  readonly id: string
  readonly clause: number
  readonly body: string
  readonly proposed: string | null
  /** What the proposal changes in the clause it is about; null without one, or about the whole. */
  readonly difference: readonly TextPiece[] | null
  readonly saidAt: string
  readonly own: boolean
  readonly answer: {
    readonly takenUp: boolean
    readonly reason: string
    readonly at: string
  } | null
}

/** A piece of a text that stays, is new or is gone. */
export interface TextPiece {
  readonly text: string
  readonly change: 'same' | 'added' | 'removed'
}
/** A clause that reads differently, with its number before and after; null where it is not there. */
export interface ClauseChange {
  readonly before: number | null
  readonly after: number | null
  readonly pieces: readonly TextPiece[]
}
