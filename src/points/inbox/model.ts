import { z } from 'zod'
import { part } from '#kernel/listing.ts'
import type { DeedLine } from '#points/deed/model.ts'
import { approvers, reviewers, TenantCode, verifiers } from '#points/model.ts'

/** Who does what at each stage, and in which state deeds wait for it. */
export const stages = {
  verify: { posts: verifiers, states: ['declared'] },
  review: { posts: reviewers, states: ['verified', 'hearing'] },
  approve: { posts: approvers, states: ['reviewed'] },
} as const
export type Stage = keyof typeof stages
export const stageNames = ['verify', 'review', 'approve'] as const

export const Inbox = z.object({
  tenantCode: TenantCode,
  stage: z.enum(stageNames),
  /** Part of a note, an item's name or clause, or a household's number. */
  search: z.string().trim().max(40).default(''),
  due: z.enum(['all', 'overdue', 'today']).default('all'),
  sort: z.enum(['due', 'declared']).default('due'),
  descending: z.boolean().default(false),
  ...part(50),
})

/**
 * A deed that waits for a decision. Whom it is about and what they said in their defence stand on
 * the deed itself, where whoever reads it is noted.
 */
export interface InboxLine extends Omit<DeedLine, 'personId' | 'statement'> {
  readonly householdCode: string
  readonly evidenceCount: number
  /** Approved points of this item that the household has in this cycle. */
  readonly alreadyHundredths: number
  readonly votesFor: number
  readonly votesAgainst: number
  readonly overdue: boolean
}

export interface InboxPage {
  readonly lines: readonly InboxLine[]
  /** How many wait here, as searched and filtered. */
  readonly total: number
  /** Among them those due today or earlier. */
  readonly dueToday: number
  /** Grown-ups of households whose deductions stand on this page; they are told so. */
  readonly lookedAt: readonly string[]
}

export type StageCounts = Partial<Record<Stage, { total: number; overdue: number }>>
