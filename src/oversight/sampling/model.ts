import { z } from 'zod'
import type { Cycle } from '#points/queries.ts'
import { TenantCode } from '../model.ts'

const Id = z.uuid()

export const findings = ['holds', 'unconfirmed', 'wrong'] as const
export type Finding = (typeof findings)[number]

/** How many deeds are looked at a second time. */
export const CommitSeed = z.object({
  tenantCode: TenantCode,
  wanted: z.coerce.number().int().min(1).max(50),
})
export const OfSampling = z.object({ tenantCode: TenantCode, samplingId: Id })
export const RecordFinding = z.object({
  tenantCode: TenantCode,
  samplingId: Id,
  deedId: Id,
  finding: z.enum(findings),
  reason: z.string().trim().min(4).max(1000),
})

/** A draw by lot, from the commitment to the published seed. */
export interface Sampling {
  readonly id: string
  readonly cycleId: string
  readonly wanted: number
  /** SHA-256 of the seed in hex. */
  readonly commitment: string
  readonly seedSealed: string
  readonly committedAt: string
  readonly drawnAt: string | null
  readonly listHash: string | null
  readonly listCount: number | null
  readonly seed: string | null
  readonly publishedAt: string | null
}

/** A drawn deed, and what the second look found. */
export interface Sampled {
  readonly deedId: string
  readonly position: number
  readonly finding: Finding | null
  readonly reason: string | null
  readonly foundAt: string | null
  readonly foundBy: string | null
  readonly foundPost: string | null
}

/** What everybody may read of a draw; the counts only once its seed is published. */
export interface PublicSampling
  extends Pick<Sampling, 'id' | 'wanted' | 'commitment' | 'committedAt' | 'drawnAt' | 'listHash'>,
    Pick<Sampling, 'listCount' | 'seed' | 'publishedAt'> {
  readonly cycle: Pick<Cycle, 'unit' | 'year' | 'number'>
  /** Position of the commitment in the village's record. */
  readonly entry: number | null
  readonly holds: number
  readonly unconfirmed: number
  readonly wrong: number
}
