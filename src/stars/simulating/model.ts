import { z } from 'zod'
import type { Wording } from '#compact/model.ts'
import type { Cycle } from '#points/queries.ts'

/** Which version is tried; left out: the draft that was begun last. */
export const TryVersion = z.object({
  tenantCode: z.string().regex(/^\d{12}$/),
  versionId: z.uuid().optional(),
})

/** What a household has in one cycle, or in several together. */
export interface Result {
  readonly totalHundredths: number
  readonly stars: number
}

/** A household in a cycle under the book it was counted by, and under the version that is tried. */
export interface TriedHousehold {
  readonly householdId: string
  readonly before: Result
  readonly after: Result
}

/** How many households have how many stars (none to five), and what is issued to all of them. */
export interface Tally {
  readonly households: readonly number[]
  readonly issuedHundredths: number
}

/** A clause that is gone or new, with the deeds that were done under it. */
export interface TriedClause {
  readonly clause: string
  readonly title: Wording
  readonly deeds: number
  readonly hundredths: number
}

/** What a version would have made of one cycle. */
export interface TriedCycle {
  readonly cycle: Cycle
  readonly deeds: number
  /** Deeds that keep their clause and would be worth something else. */
  readonly revalued: number
  readonly before: Tally
  readonly after: Tally
}

/** Households that would have more, fewer or as many; by points, and by stars. */
export interface WinnersAndLosers {
  readonly households: number
  readonly points: { readonly more: number; readonly fewer: number; readonly same: number }
  readonly stars: { readonly more: number; readonly fewer: number; readonly same: number }
}

/** A household by its number: over all cycles its points, cycle by cycle its stars. */
export interface HouseholdTrial {
  readonly code: string
  readonly beforeHundredths: number
  readonly afterHundredths: number
  readonly starsBefore: readonly number[]
  readonly starsAfter: readonly number[]
}
