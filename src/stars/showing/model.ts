import { z } from 'zod'
import type { Cycle } from '#points/queries.ts'

const TenantCode = z.string().regex(/^\d{12}$/)

/** One's own household's plate. */
export const OwnPlate = z.object({ tenantCode: TenantCode })
/** A plate by the code on it: twenty hexadecimal digits. */
export const OfPlate = z.object({
  tenantCode: TenantCode,
  code: z.string().regex(/^[0-9a-f]{20}$/),
})
export const OfVillage = z.object({ tenantCode: TenantCode })

/** Stars that took effect in a cycle. */
export type CycleStars = Pick<Cycle, 'unit' | 'year' | 'number'> & {
  readonly stars: number
  readonly awardedAt: string
}

/** What hangs at a door: nothing but this. */
export interface Plate {
  /** The household's number in the village. */
  readonly household: string
  readonly hungAt: string
  /** Newest first. */
  readonly cycles: readonly CycleStars[]
}

/** The households with one number of stars in a cycle. */
export interface Level {
  readonly stars: number
  /** Whose head agreed to be named, in the order of the alphabet; never of those without a star. */
  readonly names: readonly { readonly household: string; readonly name: string }[]
  /** How many others there are. */
  readonly unnamed: number
}
