import { z } from 'zod'
import { Resolved } from '#compact/adoption/model.ts'
import type { Resolution } from '#compact/model.ts'
import type { CommandContext } from '#kernel/command.ts'
import { part } from '#kernel/listing.ts'

/** What the commands of this module are carried out with. */
export type DividendContext<I = object> = CommandContext<I & { tenantCode: string }>

/** Posts of the collective that plan a dividend and enter what the meeting resolved. */
export const planners = ['chair', 'board_member'] as const
/** Posts that read the whole of it, and supervise it. */
export const readers = [
  ...['chair', 'board_member', 'accountant', 'director', 'secretary'],
  ...['supervision_chair', 'supervision_member'],
] as const
export const overseers = ['township_official', 'county_official'] as const
/** Posts whose holder can answer for the figure of the share dividend. */
export const answering = ['accountant', 'chair', 'board_member'] as const

export const TenantCode = z.string().regex(/^\d{12}$/)
const Id = z.uuid()
export const OfPlace = z.object({ tenantCode: TenantCode })

export const moneySources = ['collective_income', 'township_grant', 'donation', 'other'] as const
export type MoneySource = (typeof moneySources)[number]

const fen = z.int().min(1).max(100_000_000_000)

/** The year's share dividend and the pool beside it, both in fen, with where the figures stand. */
export const PlanDividend = z.object({
  tenantCode: TenantCode,
  year: z.coerce.number().int().min(2000).max(2100),
  shareFen: fen,
  shareSource: z.string().trim().min(2).max(200),
  /** Who answers for that figure: a person who holds a post of the collective today. */
  shareBy: Id,
  poolFen: fen,
  moneySource: z.enum(moneySources),
  moneyNote: z.string().trim().min(2).max(200),
})
export type PlanDividend = z.output<typeof PlanDividend>

export const ResolveDividend = z.object({
  tenantCode: TenantCode,
  dividendId: Id,
  ...Resolved.omit({ effectiveFrom: true }).shape,
})

export const OneDividend = z.object({ tenantCode: TenantCode, dividendId: Id })

/** A dividend by its year; the newest announced one when left out. */
export const PublicTable = z.object({
  tenantCode: TenantCode,
  year: z.coerce.number().int().min(2000).max(2100).optional(),
  ...part(100),
})

/** What an upheld objection to a line puts right: other points, or that the household stands there at all. */
export const LineRemedy = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('set_points'), valueHundredths: z.int().min(1).max(100_000_000) }),
  z.object({ kind: z.literal('take_out') }),
])

export type DividendState = 'planned' | 'replaced' | 'announced' | 'final'
export type LineState = 'announced' | 'replaced' | 'final'

/** What everybody may know of a dividend. Amounts in fen. */
export interface PublicDividend {
  readonly id: string
  readonly year: number
  readonly shareFen: number
  readonly shareSource: string
  readonly sharePost: string
  readonly capPercent: number
  readonly poolFen: number
  readonly moneySource: MoneySource
  readonly moneyNote: string
  readonly state: DividendState
  readonly resolution: Resolution | null
  readonly noticeId: string | null
  readonly announcedAt: string | null
  readonly endsAt: string | null
  readonly finalAt: string | null
}

export interface Dividend extends PublicDividend {
  readonly shareBy: string
  readonly plannedAt: string
  readonly plannedBy: string | null
  readonly announcedBy: string | null
}

export interface Line {
  readonly id: string
  readonly dividendId: string
  readonly householdId: string
  readonly number: number
  readonly revision: number
  readonly pointsHundredths: number
  readonly amountFen: number
  readonly replacesId: string | null
  readonly noticeId: string
  readonly noticeLine: number
  readonly state: LineState
}

export const dividendsRefusals = {
  'dividends.year_taken': 409,
  'dividends.year_to_come': 422,
  'dividends.nobody_named': 422,
  'dividends.over_cap': 422,
  'dividends.unknown_dividend': 404,
  'dividends.already_announced': 409,
  'dividends.resolution_in_future': 409,
  'dividends.no_points': 409,
  'dividends.not_announced': 409,
  'dividends.still_running': 409,
  'dividends.objection_open': 409,
  'dividends.unknown_line': 404,
  'dividends.line_settled': 409,
  'dividends.remedy_does_not_fit': 422,
  'dividends.nothing_changes': 409,
  'dividends.nobody_left': 409,
  'dividends.adults_only': 403,
  'dividends.word_needed': 422,
  'dividends.not_final': 409,
  'dividends.nothing_to_send': 409,
  'dividends.unknown_file': 404,
  'dividends.reason_needed': 422,
  'dividends.not_at_bank': 409,
  'dividends.at_bank': 409,
  'dividends.paid_already': 409,
} as const
export type DividendsRefusal = keyof typeof dividendsRefusals
