import { z } from 'zod'

/** What is counted: points in hundredths of a point, yuan in fen. */
export type Commodity = 'POINT' | 'CNY'

/**
 * The chart of accounts. An account that must be covered may never owe: nothing leaves it that did
 * not come in before. A new kind is one line here and one sentence in the README.
 */
export const accountKinds = {
  /** The village's source of points: what it issued is its debit balance. */
  points_issued: { mustBeCovered: false },
  /** What a household earned by its rating. */
  household_rating: { mustBeCovered: true },
  /** Points to spend that were credited by resolution: their debit balance is what was ever credited. */
  redeemable_issued: { mustBeCovered: false },
  /** What a household may spend in the village shop. */
  household_redeemable: { mustBeCovered: true },
  /** What was spent in the shop. */
  points_redeemed: { mustBeCovered: false },
  /** Points for the dividend that were credited by resolution. */
  dividend_issued: { mustBeCovered: false },
  /** What a household takes part in a dividend with. */
  household_dividend: { mustBeCovered: true },
  /** Money that meetings put behind the points of the shop. */
  pool_granted: { mustBeCovered: false },
  /** What is left of that money. */
  shop_pool: { mustBeCovered: true },
  /** What it was spent on. */
  pool_spent: { mustBeCovered: false },
  /** Money that a meeting set aside for a points dividend. */
  dividend_granted: { mustBeCovered: false },
  /** What is left of it until it belongs to households. */
  dividend_pool: { mustBeCovered: true },
  /** What a household is to be paid out of a final dividend. */
  household_payable: { mustBeCovered: true },
  /** What was paid out. */
  dividend_paid: { mustBeCovered: false },
} as const

export type AccountKind = keyof typeof accountKinds

export interface AccountName {
  readonly kind: AccountKind
  /** The household or person it belongs to; null for the village's own. */
  readonly ownerId: string | null
}

export type TransferKind = 'posted' | 'pending' | 'post_pending' | 'void_pending' | 'reversal'

/** A new movement from one account to another. */
export interface TransferOrder {
  readonly debit: AccountName
  readonly credit: AccountName
  /** A positive integer: hundredths of a point, or fen. */
  readonly amount: number
  readonly commodity: Commodity
  /** What it is for: `score:UUID`. */
  readonly subject: string
  /** The rule version and item it rests on. */
  readonly clause: string
  /** `pending` reserves the amount until it is posted or voided. */
  readonly kind?: 'posted' | 'pending'
}

/** A recorded movement, with the movement that settled or reversed it. */
export interface Transfer {
  readonly id: string
  readonly kind: TransferKind
  readonly debitAccountId: string
  readonly creditAccountId: string
  readonly amount: number
  readonly commodity: Commodity
  readonly subject: string
  readonly clause: string
  readonly followedBy: TransferKind | null
}

export interface AccountSums {
  readonly debitsPending: number
  readonly debitsPosted: number
  readonly creditsPending: number
  readonly creditsPosted: number
}

export interface Account extends AccountSums {
  readonly id: string
  readonly kind: AccountKind
  readonly ownerId: string | null
  readonly commodity: Commodity
  readonly mustBeCovered: boolean
}

/** A movement as it is written: accounts found, identifiers given. */
export interface Entry {
  readonly id: string
  readonly kind: TransferKind
  readonly debitAccountId: string
  readonly creditAccountId: string
  readonly amount: number
  readonly commodity: Commodity
  readonly refersTo: string | null
  readonly subject: string
  readonly clause: string
}

export const ReadStatement = z.object({
  tenantCode: z.string().regex(/^\d{12}$/),
  householdId: z.uuid(),
  commodity: z.enum(['POINT', 'CNY']).default('POINT'),
  /** Each balance is a passbook of its own. */
  account: z
    .enum(['household_rating', 'household_redeemable', 'household_dividend'])
    .default('household_rating'),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
})

export interface StatementLine {
  readonly id: string
  readonly at: string
  readonly account: AccountKind
  readonly kind: TransferKind
  readonly subject: string
  readonly clause: string
  /** What came in (positive) or left (negative). */
  readonly amount: number
  /** What stood in the account after it. */
  readonly balance: number
}

export interface Balance {
  readonly accountId: string
  readonly kind: AccountKind
  readonly commodity: Commodity
  /** Posted in minus posted out. */
  readonly posted: number
  /** Announced but not yet final. */
  readonly pendingIn: number
  /** Reserved. */
  readonly pendingOut: number
}

export const journalRefusals = {
  'journal.not_covered': 409,
  'journal.unknown_transfer': 404,
  'journal.not_pending': 409,
  'journal.already_settled': 409,
  'journal.already_reversed': 409,
  'journal.not_reversible': 409,
  'journal.not_an_amount': 422,
  'journal.same_account': 422,
} as const

export type JournalRefusal = keyof typeof journalRefusals
