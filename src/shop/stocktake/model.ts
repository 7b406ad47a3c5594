import { z } from 'zod'
import { Id, TenantCode, type Worded } from '../model.ts'
import type { StockStepKind } from '../store.ts'

const Pieces = z.int().min(0).max(1_000_000)
/** Goods that came in. */
export const ReceiveStock = z.object({
  tenantCode: TenantCode,
  goodId: Id,
  quantity: Pieces.min(1),
  note: z.string().trim().max(200).default(''),
})
/** What was counted on the shelf; a difference needs its reason. */
export const CountStock = z.object({
  tenantCode: TenantCode,
  goodId: Id,
  counted: Pieces,
  reason: z.string().trim().max(200).default(''),
})
/** What is owed to whom for a stretch of days, both included. */
export const Settlement = z.object({
  tenantCode: TenantCode,
  from: z.iso.date(),
  until: z.iso.date(),
})

export interface StockLine {
  readonly id: string
  readonly goodId: string
  readonly name: Worded
  readonly kind: StockStepKind
  readonly change: number
  readonly counted: number | null
  readonly reason: string | null
  readonly takenAt: string
}

/** What one supplier handed out in a period, less what was taken back in it. */
export interface SettlementLine {
  readonly supplier: string
  readonly goodId: string
  readonly name: Worded
  readonly quantity: number
  readonly points: number
  /** Worth of the points by what a point is worth; of it the pool owes what was paid in points. */
  readonly worthFen: number
}
