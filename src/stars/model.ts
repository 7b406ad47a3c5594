import { z } from 'zod'
import type { Inputs } from '#compact/tables/model.ts'
import type { CommandContext } from '#kernel/command.ts'

/** What the commands of this module are carried out with. */
export type StarsContext<I = object> = CommandContext<I & { tenantCode: string }>

/** Posts that may begin the close of a cycle, and the one that announces its result. */
export const closers = ['scorekeeper', 'director', 'secretary'] as const
export const announcers = ['leading_head'] as const

/** Which steps of a close somebody with these posts may take. */
export function mayCloseBy(posts: readonly string[]): { begin: boolean; publish: boolean } {
  const some = (allowed: readonly string[]) => posts.some((post) => allowed.includes(post))
  return { begin: some(closers), publish: some(announcers) }
}

const TenantCode = z.string().regex(/^\d{12}$/)
const Id = z.uuid()

export const StartClose = z.object({
  tenantCode: TenantCode,
  cycleId: Id,
  /** Leaves deeds that are still being decided out of this cycle; needs a reason. */
  leaveOutReason: z.string().trim().min(4).max(300).optional(),
})
export const DraftSlice = z.object({
  tenantCode: TenantCode,
  closeId: Id,
  households: z.int().min(1).max(100),
})
export const Publish = z.object({ tenantCode: TenantCode, closeId: Id })
export const DraftAgain = z.object({ tenantCode: TenantCode, closeId: Id })
export const FinaliseSlice = z.object({
  tenantCode: TenantCode,
  closeId: Id,
  households: z.int().min(1).max(100),
})

export const OfPlace = z.object({ tenantCode: TenantCode })
export const OfClose = z.object({ tenantCode: TenantCode, closeId: Id })
export const OfHousehold = z.object({ tenantCode: TenantCode, householdId: Id.optional() })
export const OfScore = z.object({ tenantCode: TenantCode, scoreId: Id })

/** What an upheld appeal on a score does to the deed that was wrong. */
export const ScoreRemedy = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('void_deed'), deedId: Id }),
  z.object({ kind: z.literal('revalue_deed'), deedId: Id, valueHundredths: z.int().min(1) }),
  z.object({
    kind: z.literal('approve_deed'),
    deedId: Id,
    valueHundredths: z.int().min(1).optional(),
  }),
])
export type ScoreRemedy = z.output<typeof ScoreRemedy>

/** A deed that counts: approved, in the cycle. */
export interface CountedDeed {
  readonly id: string
  readonly householdId: string
  readonly itemKey: string
  readonly valueHundredths: number
  readonly negative: boolean
  /** The answers its value follows from; left out or null where the item has no table. */
  readonly inputs?: Inputs | null
}

/** One item of a household's score: its deeds, what they add up to, and what the cap leaves. */
export interface ScoreItem {
  readonly itemKey: string
  readonly aspectKey: string
  readonly clause: string
  readonly negative: boolean
  /** As they stood when it was computed, by id. */
  readonly deeds: readonly { readonly id: string; readonly valueHundredths: number }[]
  readonly rawHundredths: number
  /** After the item's cap and the aspect's maximum; negative for deductions. */
  readonly countedHundredths: number
}

export interface Score {
  readonly totalHundredths: number
  readonly stars: number
  readonly items: readonly ScoreItem[]
}

/** `withdrawn`: nobody of the household took part any more when its line would have taken effect. */
export type ScoreState = 'draft' | 'announced' | 'final' | 'replaced' | 'withdrawn'

export const starsRefusals = {
  'stars.unknown_cycle': 404,
  'stars.cycle_running': 409,
  'stars.already_closing': 409,
  'stars.deeds_waiting': 409,
  'stars.appeals_open': 409,
  'stars.nobody_takes_part': 409,
  'stars.unknown_close': 404,
  'stars.not_drafted': 409,
  'stars.already_drafted': 409,
  'stars.draft_outdated': 409,
  'stars.already_announced': 409,
  'stars.not_announced': 409,
  'stars.unknown_score': 404,
  'stars.score_settled': 409,
  'stars.takes_no_part': 409,
  'stars.plate_hangs': 409,
  'stars.no_plate': 404,
  'stars.foreign_deed': 422,
  'stars.remedy_does_not_fit': 422,
} as const
export type StarsRefusal = keyof typeof starsRefusals
