import { z } from 'zod'
import { part } from '#kernel/listing.ts'
import type { Applies } from '../discount/model.ts'
import { Id, TenantCode, type Worded } from '../model.ts'

/** A voucher for one's own household, or for the one helped: one good, at one till. */
export const IssueVoucher = z.object({
  tenantCode: TenantCode,
  tillId: Id,
  goodId: Id,
  quantity: z.int().min(1).max(1000),
})
export type IssueVoucher = z.output<typeof IssueVoucher>

export const HandInVoucher = z.object({
  tenantCode: TenantCode,
  tillId: Id,
  /** What is printed on the voucher. */
  code: z.string().trim().min(20).max(1000),
  /** The day the goods were handed out; today when left out. */
  usedOn: z.iso.date().optional(),
})
export type HandInVoucher = z.output<typeof HandInVoucher>

export const ReturnVouchers = z.object({
  tenantCode: TenantCode,
  vouchers: z.int().min(1).max(100),
})
export const OneVoucher = z.object({ tenantCode: TenantCode, voucherId: Id })
export const ListVouchers = z.object({
  tenantCode: TenantCode,
  state: z.enum(['all', 'issued', 'handed_in', 'returned']).default('all'),
  ...part(50),
})

export type VoucherState = 'issued' | 'handed_in' | 'returned'

export interface Voucher {
  readonly id: string
  readonly number: number
  readonly householdId: string
  readonly tillId: string
  readonly tillNumber: number
  readonly tillName: string
  readonly goodId: string
  readonly name: Worded
  readonly quantity: number
  readonly unitPoints: number
  readonly points: number
  readonly supplier: string
  readonly stars: number
  readonly discountPercent: number
  readonly discountApplies: Applies | null
  readonly worthFen: number
  readonly code: string
  readonly issuedAt: string
  readonly usableUntil: string
  readonly handInUntil: string
  readonly pointsTransfer: string
  readonly fenTransfer: string
  readonly state: VoucherState
  readonly settledAt: string | null
}

/** What a till reads off a voucher without signal. */
export interface VoucherText {
  /** The village. */
  readonly v: string
  /** Identifier and number. */
  readonly i: string
  readonly n: number
  /** Number of the till. */
  readonly t: number
  /** What is to be handed out, and how many of it. */
  readonly g: string
  readonly q: number
  /** Last day at the till. */
  readonly u: string
}
