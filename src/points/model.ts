import { z } from 'zod'
import { Inputs } from '#compact/tables/model.ts'

export const TenantCode = z.string().regex(/^\d{12}$/)
const Id = z.uuid()
const PlainDate = z.iso.date()
const Hundredths = z.int().min(1).max(1_000_000)

export type CycleUnit = 'month' | 'quarter' | 'year'
export type DeedState =
  | 'declared'
  | 'returned'
  | 'withdrawn'
  | 'hearing'
  | 'verified'
  | 'reviewed'
  | 'refused'
  | 'approved'
  | 'void'

/** States in which a deed waits for a decision; it fills its item's cap, but counts for nothing yet. */
export const waitingStates = ['declared', 'hearing', 'verified', 'reviewed'] as const

/** A period for which points are counted, as others see it. */
export interface Cycle {
  readonly id: string
  readonly ruleVersionId: string
  readonly unit: CycleUnit
  readonly year: number
  readonly number: number
  readonly startsOn: string
  readonly endsOn: string
  readonly state: 'running' | 'closing' | 'announced' | 'final'
}

/** Officers on the spot, from the courtyard upwards: each may stand in for those before it. */
export const verifiers = [
  'grid_worker',
  'group_leader',
  'grid_leader',
  'scorekeeper',
  'supervision_member',
] as const

/**
 * Officers who may enter deeds by their post, when the item names it. Only they note deductions;
 * neighbours may only praise.
 */
export const fieldOfficers = ['grid_worker', 'group_leader', 'grid_leader', 'scorekeeper'] as const

export const reviewers = ['review_leader', 'reviewer'] as const
export const approvers = ['leading_head', 'leading_member'] as const

/** Posts whose holders may read a household's deeds for their work. */
export const readers = [
  ...verifiers,
  ...reviewers,
  ...approvers,
  'supervision_chair',
  'director',
  'deputy_director',
  'secretary',
  'village_administrator',
] as const

/** A deduction is read only by those who decide or supervise it, and by whoever has a hand in it. */
export const negativeReaders = [
  ...reviewers,
  ...approvers,
  'supervision_chair',
  'supervision_member',
  'director',
] as const

/** Above the village: they see that things run, never a household's deductions. */
export const overseers = ['township_official', 'county_official'] as const

export const OpenCycle = z.object({
  tenantCode: TenantCode,
  ruleVersionId: Id,
  unit: z.enum(['month', 'quarter', 'year']),
  year: z.int().min(2000).max(2200),
  number: z.int().min(1).max(12),
})

export const Declare = z.object({
  tenantCode: TenantCode,
  itemKey: z.string().max(40),
  /** The household that did it, or its number on the board (`012`); one's own when both are left out. */
  householdId: Id.optional(),
  householdCode: z.string().trim().max(10).optional(),
  /** The grown-up member who did it; the declaring villager for one's own household. */
  personId: Id.optional(),
  happenedOn: PlainDate,
  valueHundredths: Hundredths.optional(),
  /** Answers to what the item's table asks; its value follows from them. */
  inputs: Inputs.optional(),
  note: z.string().trim().max(500).default(''),
  attachmentIds: z.array(Id).max(6).default([]),
})

/** One event or inspection entered once for many households. */
export const DeclareRound = z.object({
  tenantCode: TenantCode,
  itemKey: z.string().max(40),
  happenedOn: PlainDate,
  note: z.string().trim().max(500).default(''),
  attachmentIds: z.array(Id).max(6).default([]),
  households: z
    .array(
      z.object({
        householdId: Id,
        valueHundredths: Hundredths.optional(),
        inputs: Inputs.optional(),
      }),
    )
    .min(1)
    .max(60),
})

/** A returned deed put right; what is left out stays as it was. */
export const Amend = z.object({
  tenantCode: TenantCode,
  deedId: Id,
  happenedOn: PlainDate.optional(),
  valueHundredths: Hundredths.optional(),
  inputs: Inputs.optional(),
  note: z.string().trim().max(500).optional(),
  attachmentIds: z.array(Id).max(6).default([]),
})

export const Withdraw = z.object({ tenantCode: TenantCode, deedId: Id })

const Reason = z.string().trim().max(500)

export const Verify = z.object({
  tenantCode: TenantCode,
  deedIds: z.array(Id).min(1).max(60),
  decision: z.enum(['confirm', 'return']),
  /** What the verifier went by; `attached` needs a photo, a voice note or a record beside the deed. */
  evidence: z.enum(['attached', 'seen_on_site', 'witness', 'record']).default('attached'),
  /** Another value within the item's range; for a single deed only. */
  valueHundredths: Hundredths.optional(),
  /** The answers as they were found on the spot; for a single deed only. */
  inputs: Inputs.optional(),
  reason: Reason.optional(),
})

export const Review = z.object({
  tenantCode: TenantCode,
  votes: z
    .array(z.object({ deedId: Id, agrees: z.boolean(), reason: Reason.optional() }))
    .min(1)
    .max(200),
})

export const Approve = z.object({
  tenantCode: TenantCode,
  deedIds: z.array(Id).min(1).max(200),
  decision: z.enum(['approve', 'refuse']),
  reason: Reason.optional(),
})

export const NoteNegative = z.object({
  tenantCode: TenantCode,
  /** The household, or its number on the board. */
  householdId: Id.optional(),
  householdCode: z.string().trim().max(10).optional(),
  personId: Id.optional(),
  itemKey: z.string().max(40),
  happenedOn: PlainDate,
  valueHundredths: Hundredths.optional(),
  note: z.string().trim().min(10).max(500),
  attachmentIds: z.array(Id).max(6).default([]),
})

export const StateMySide = z.object({
  tenantCode: TenantCode,
  deedId: Id,
  statement: z.string().trim().min(1).max(1000),
})

/** A deed as the rules need it. */
export interface Deed {
  readonly id: string
  readonly cycleId: string
  readonly householdId: string
  readonly personId: string | null
  readonly itemKey: string
  readonly happenedOn: string
  readonly valueHundredths: number
  /** The answers its value follows from; null where the item has no table. */
  readonly inputs: Inputs | null
  readonly negative: boolean
  readonly state: DeedState
  readonly declaredBy: string | null
  readonly hearingEndsOn: string | null
  readonly stated: boolean
  readonly evidenceCount: number
  /** Everybody who declared, noted, changed or spoke for it, and in whose name. */
  readonly declaring: readonly string[]
  /** Everybody who has had a hand in it so far, whatever it was. */
  readonly hands: readonly string[]
  readonly voters: readonly string[]
  readonly votesFor: number
  readonly votesAgainst: number
  /** Whether the cycle still takes decisions. */
  readonly cycleOpen: boolean
}

export const pointsRefusals = {
  'points.no_rule_book': 409,
  'points.rule_not_in_force': 409,
  'points.cycle_exists': 409,
  'points.no_open_cycle': 409,
  'points.cycle_closed': 409,
  'points.unknown_item': 404,
  'points.item_is_negative': 409,
  'points.item_is_not_negative': 409,
  'points.not_your_item': 403,
  'points.unknown_household': 404,
  'points.unknown_person': 404,
  'points.not_taking_part': 409,
  'points.person_not_taking_part': 409,
  'points.in_future': 422,
  'points.too_long_ago': 422,
  'points.other_cycle': 422,
  'points.value_out_of_range': 422,
  'points.value_follows_table': 422,
  'points.inputs_needed': 422,
  'points.inputs_unfit': 422,
  'points.ability_unconfirmed': 409,
  'points.cap_reached': 409,
  'points.duplicate': 409,
  'points.unknown_attachment': 404,
  'points.unknown_deed': 404,
  'points.not_yours': 403,
  'points.already_decided': 409,
  'points.recused': 403,
  'points.other_verifier': 403,
  'points.outside_grid': 403,
  'points.same_hand': 403,
  'points.evidence_missing': 409,
  'points.reason_needed': 422,
  'points.one_value_at_a_time': 422,
  'points.already_voted': 409,
  'points.hearing_open': 409,
  'points.hearing_over': 409,
} as const
export type PointsRefusal = keyof typeof pointsRefusals
