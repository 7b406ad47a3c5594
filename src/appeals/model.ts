import { z } from 'zod'
import { part } from '#kernel/listing.ts'
import type { Bilingual, NoticeLine, PublishedNotice } from '#notices/model.ts'

/** Who may be drawn, nearest first: another level is asked only when nobody of the nearer is free. */
export const reviewLevels = [
  ['supervision_chair', 'supervision_member'],
  ['township_official'],
  ['county_official'],
] as const

export type ReviewPost = (typeof reviewLevels)[number][number]

export type AppealState = 'open' | 'upheld' | 'dismissed' | 'withdrawn'

export type StepKind =
  | 'filed'
  | 'drawn'
  | 'nobody_free'
  | 'excused'
  | 'upheld'
  | 'dismissed'
  | 'withdrawn'

/** What an appeal is about, as the module that decided it tells. */
export interface CaseFacts {
  readonly subjectKind: string
  readonly subjectId: string
  readonly title: Bilingual
  /** Whose result it is; null when a whole notice is objected to. */
  readonly householdId: string | null
  readonly noticeId: string | null
  readonly line: number | null
  /** End of the notice's period, when it stands in one. */
  readonly endsAt: string | null
  readonly deciders: readonly string[]
}

export interface Appeal {
  readonly tenantCode: string
  readonly id: string
  readonly number: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly title: Bilingual
  readonly householdId: string | null
  readonly noticeId: string | null
  readonly line: number | null
  readonly grounds: string
  readonly filedAt: string
  readonly answerDueOn: string
  readonly dueProvisional: boolean
  readonly state: AppealState
  readonly decidedAt: string | null
  readonly decidedPost: string | null
  readonly answer: string | null
  readonly remedy: Remedy | null
  readonly change: Change | null
}

/** What the upheld appeal changed, as the module that owns the subject reports it. */
export interface Change {
  readonly before: Record<string, unknown>
  readonly after: Record<string, unknown>
}

/** One thing that happened to an appeal. The one who objected is never named in it. */
export interface AppealStep {
  readonly kind: StepKind
  readonly at: string
  readonly byPost: string | null
  readonly note: string | null
}

export interface Reviewer {
  readonly personId: string
  readonly post: string
  readonly drawnAt: string
  readonly excusedReason: string | null
}

/** In which quality somebody sees an appeal. */
export type CaseRole = 'appellant' | 'household' | 'reviewer' | 'overseer'

export interface CaseView {
  readonly appeal: Appeal
  readonly role: CaseRole
  readonly steps: readonly AppealStep[]
  /** Posts of those who review it now. */
  readonly reviewers: readonly string[]
  /** The frozen line it is about, when it stands in a notice. */
  readonly notice: { readonly notice: PublishedNotice; readonly line: NoticeLine | null } | null
  readonly workingDaysLeft: number
  /** Adults whose record is seen by an officer here; they are told so. */
  readonly lookedAt: readonly string[]
}

/** An appeal in a list of what waits: enough to choose one, nothing of what was written in it. */
export type ListedAppeal = Pick<
  Appeal,
  'tenantCode' | 'id' | 'number' | 'title' | 'filedAt' | 'answerDueOn' | 'dueProvisional' | 'state'
>

export interface CaseRow<A extends ListedAppeal = ListedAppeal> {
  readonly appeal: A
  /** Drawn to me, and I have not stepped back. */
  readonly mine: boolean
  readonly reviewers: readonly string[]
  readonly workingDaysLeft: number
  /** What people call the village; for lists of several villages. */
  readonly village?: string
}

const tenantCode = z.string().regex(/^\d{12}$/)
const grounds = z.string().trim().min(5).max(2000)

/**
 * What is wrong with what. Either a line of a notice, a whole notice (no line), or something that
 * was decided about one's own household (`points.deed` and its id).
 */
export const FileAppeal = z
  .object({
    tenantCode,
    noticeId: z.uuid().optional(),
    line: z.coerce.number().int().min(1).optional(),
    subjectKind: z.string().max(60).optional(),
    subjectId: z.uuid().optional(),
    grounds,
  })
  .refine((input) => Boolean(input.noticeId) || Boolean(input.subjectKind && input.subjectId), {
    path: ['noticeId'],
    message: 'Name the notice, or the kind and identifier of what was decided.',
  })

/** What shall be put right: read by the module that owns the subject, listed in its README. */
export const Remedy = z
  .object({
    kind: z.string().max(60).optional(),
    deedId: z.uuid().optional(),
    valueHundredths: z.int().min(1).optional(),
  })
  .catchall(z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]))
export type Remedy = z.output<typeof Remedy>

export const DecideAppeal = z.object({
  tenantCode,
  appealId: z.uuid(),
  outcome: z.enum(['upheld', 'dismissed']),
  answer: z.string().trim().min(10).max(2000),
  remedy: Remedy.default({}),
})

export const WithdrawAppeal = z.object({ tenantCode, appealId: z.uuid() })

export const ExcuseReviewer = z.object({
  tenantCode,
  appealId: z.uuid(),
  reason: z.string().trim().min(2).max(500),
})

export const DrawReviewers = z.object({ tenantCode, appealId: z.uuid() })

export const MyAppeals = z.object({ tenantCode, ...part(20) })

export const ReadAppeal = z.object({ tenantCode, appealId: z.uuid() })

export const reviewSorts = ['due', 'filed', 'number', 'state'] as const

export const ReviewList = z.object({
  tenantCode,
  state: z.enum(['open', 'closed']).default('open'),
  /** Part of what it is about, in either language, or of its number. */
  q: z.string().trim().max(60).default(''),
  sort: z.enum(reviewSorts).default('due'),
  descending: z.boolean().default(false),
  /** Only what was drawn to the one who asks, and from which they have not stepped back. */
  onlyMine: z.boolean().default(false),
  ...part(20),
})
export type ReviewList = z.output<typeof ReviewList>

/** What a villager sees before writing an objection. */
export const PrepareAppeal = z.object({
  tenantCode,
  noticeId: z.uuid(),
  line: z.coerce.number().int().min(1).optional(),
})

export const appealsRefusals = {
  'appeals.unknown_subject': 404,
  'appeals.unknown_appeal': 404,
  'appeals.too_late': 409,
  'appeals.not_yours': 403,
  'appeals.already_open': 409,
  'appeals.already_answered': 409,
  'appeals.not_your_case': 403,
  'appeals.recused': 403,
  'appeals.already_decided': 409,
  'appeals.withdrawn': 409,
  'appeals.nobody_left': 409,
  'appeals.has_reviewer': 409,
} as const

export type AppealsRefusal = keyof typeof appealsRefusals
