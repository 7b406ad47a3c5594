import { z } from 'zod'
import { Resolved } from '#compact/adoption/model.ts'
import type { Resolution } from '#compact/model.ts'
import { TenantCode } from '../model.ts'

const Percent = z.int().min(0).max(90)

/** What each number of stars takes off: off the points, or off the cash paid outside the platform. */
export const ResolveDiscount = z.object({
  tenantCode: TenantCode,
  /** For one to five stars, per cent. */
  percents: z.array(Percent).length(5),
  applies: z.enum(['points', 'cash']),
  ...Resolved.shape,
})
export type ResolveDiscount = z.output<typeof ResolveDiscount>

export type Applies = 'points' | 'cash'

export interface Discount {
  readonly percents: readonly number[]
  readonly applies: Applies
  /** Plain date. */
  readonly effectiveFrom: string
  readonly resolution: Resolution
}

/** What a household gets off at a till today. */
export interface Off {
  readonly stars: number
  readonly percent: number
  readonly applies: Applies | null
}
