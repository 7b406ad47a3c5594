import { z } from 'zod'
import { part } from '#kernel/listing.ts'
import type { Applies } from '../discount/model.ts'
import { Id, TenantCode, type Worded } from '../model.ts'

/** How a household showed that it is the one: its telephone, its card, a slip it signed, a voucher. */
export const ways = ['qr', 'card', 'slip', 'voucher'] as const
export type Way = (typeof ways)[number]

export const FindHousehold = z.object({
  tenantCode: TenantCode,
  /** A scanned code, a household's number, pinyin, initials or part of a name. */
  text: z.string().trim().min(1).max(160),
})
export const AtTill = z.object({ tenantCode: TenantCode, householdId: Id })
export const IssueCard = z.object({ tenantCode: TenantCode, householdId: Id })

export const BasketLine = z.object({
  goodId: Id,
  quantity: z.int().min(0).max(1000).default(0),
})
export const Redeem = z.object({
  tenantCode: TenantCode,
  tillId: Id,
  householdId: Id,
  /** What the till was given when the code was scanned; without it a signed slip is needed. */
  ticket: z.string().max(120).optional(),
  slip: z.string().trim().min(1).max(40).optional(),
  lines: z.array(BasketLine).min(1).max(200),
  /** Whole points taken; the rest is paid in cash outside the platform. All of it when left out. */
  paidPoints: z.int().min(1).max(1_000_000).optional(),
})
export type Redeem = z.output<typeof Redeem>

export const ProposeReversal = z.object({
  tenantCode: TenantCode,
  redemptionId: Id,
  reason: z.string().trim().min(2).max(200),
})
export const AnswerReversal = z.object({
  tenantCode: TenantCode,
  redemptionId: Id,
  agrees: z.enum(['yes', 'no']),
  reason: z.string().trim().max(200).default(''),
})
export const OneRedemption = z.object({ tenantCode: TenantCode, redemptionId: Id })
export const ListRedemptions = z.object({
  tenantCode: TenantCode,
  state: z.enum(['all', 'done', 'reversal_proposed', 'reversed']).default('all'),
  ...part(50),
})
export const MyShop = z.object({ tenantCode: TenantCode, ...part(20) })

export type RedemptionState = 'done' | 'reversal_proposed' | 'reversed'
export type Side = 'shop' | 'household' | 'appeal'
export type ReversalKind = 'proposed' | 'confirmed' | 'declined' | 'upheld'

export interface PricedLine {
  readonly goodId: string
  readonly quantity: number
  readonly unitPoints: number
  /** For the whole line, after what stars take off. */
  readonly points: number
  readonly supplier: string
}

export interface Priced {
  readonly lines: readonly PricedLine[]
  readonly pricePoints: number
  readonly paidPoints: number
  /** Paid in cash outside the platform, as far as it goes by the worth of a point. */
  readonly cashFen: number
  readonly worthFen: number
}

export interface Redemption {
  readonly id: string
  readonly number: number
  readonly householdId: string
  readonly tillId: string
  readonly tillNumber: number
  readonly way: Way
  readonly slip: string | null
  readonly voucherId: string | null
  readonly stars: number
  readonly discountPercent: number
  readonly discountApplies: Applies | null
  readonly pricePoints: number
  readonly paidPoints: number
  readonly cashFen: number
  readonly worthFen: number
  readonly pointsTransfer: string
  readonly fenTransfer: string
  readonly redeemedAt: string
  readonly redeemedBy: string | null
  readonly state: RedemptionState
  readonly lines: readonly RedeemedLine[]
}
export interface RedeemedLine extends PricedLine {
  readonly name: Worded
}

export interface ReversalStep {
  readonly kind: ReversalKind
  readonly side: Side
  readonly reason: string
  readonly takenAt: string
  readonly takenBy: string | null
}
