import { z } from 'zod'
import { Resolved } from '#compact/adoption/model.ts'
import type { Resolution } from '#compact/model.ts'
import { ResolvedNow, TenantCode } from '../model.ts'

export const sources = ['collective_income', 'township_grant', 'donation', 'other'] as const
export type Source = (typeof sources)[number]

/**
 * Whether final scores also become points to spend and points for the dividend, and at what rate:
 * 100 is one for one, 0 is not at all. `pointFen` is what a point is worth in the shop.
 */
export const ResolveScheme = z.object({
  tenantCode: TenantCode,
  redeemablePercent: z.int().min(0).max(1000),
  dividendPercent: z.int().min(0).max(1000),
  pointFen: z.int().min(1).max(10_000),
  ...Resolved.shape,
})
export type ResolveScheme = z.output<typeof ResolveScheme>

/** Money that a meeting puts behind the points, in fen. */
export const FundPool = z.object({
  tenantCode: TenantCode,
  source: z.enum(sources),
  note: z.string().trim().min(2).max(200),
  amountFen: z.int().min(100).max(100_000_000_000),
  ...ResolvedNow.shape,
})
export type FundPool = z.output<typeof FundPool>

export const CreditSlice = z.object({
  tenantCode: TenantCode,
  scores: z.int().min(1).max(200),
})

/** What holds from a day on. */
export interface Scheme {
  readonly id: string
  readonly redeemablePercent: number
  readonly dividendPercent: number
  readonly pointFen: number
  /** Plain date. */
  readonly effectiveFrom: string
  readonly resolution: Resolution
}

export interface Fund {
  readonly source: Source
  readonly note: string
  readonly amountFen: number
  readonly resolution: Resolution
  readonly fundedAt: string
}

/** A final score that nothing was credited for yet. */
export interface DueScore {
  readonly scoreId: string
  readonly householdId: string
  readonly ratingHundredths: number
  readonly awardedAt: string
  readonly schemeId: string
  readonly redeemablePercent: number
  readonly dividendPercent: number
}

/** What a score brings: of the points that may buy something, by the rates of its day. */
export interface Credit extends DueScore {
  readonly countedHundredths: number
  readonly redeemableHundredths: number
  readonly dividendHundredths: number
}

/** The pool as it stands, all amounts in fen but the points. */
export interface Pool {
  readonly fundedFen: number
  readonly spentFen: number
  /** What is left of the money. */
  readonly poolFen: number
  readonly circulatingHundredths: number
  readonly redeemedHundredths: number
  /** What the points in circulation are worth. */
  readonly liabilityFen: number
  /** What may still be credited. */
  readonly freeFen: number
}
