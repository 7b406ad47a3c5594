import { z } from 'zod'
import { OneDividend, TenantCode } from '../model.ts'

/** Posts that hand lists to the bank, count out cash and write down what was paid. */
export const payers = ['accountant', 'chair'] as const

const Id = z.uuid()
const note = z.string().trim().min(2).max(200)

/** Where a household's money goes. Spaces in the number are left out; an officer says how they know. */
export const EnterAccount = z.object({
  tenantCode: TenantCode,
  householdId: Id,
  bank: z.string().trim().min(2).max(60),
  holder: z.string().trim().min(2).max(60),
  number: z
    .string()
    .transform((typed) => typed.normalize('NFKC').replace(/[\s-]/g, ''))
    .pipe(z.string().regex(/^\d{8,30}$/)),
  word: note.optional(),
})

export const TakeBankFile = z.object({ ...OneDividend.shape, reason: note })
export const OneFile = z.object({ tenantCode: TenantCode, fileId: Id })

/** What the bank said; without lines it is said of all that lie at the bank. */
export const RecordPayments = z.object({
  ...OneDividend.shape,
  lineIds: z.array(Id).max(2000).default([]),
  outcome: z.enum(['paid', 'returned']),
  note: note.optional(),
})

export const PayCash = z.object({ ...OneDividend.shape, lineId: Id, signature: note })

export type StepKind = 'sent' | 'paid' | 'returned' | 'cash'
export type PayState = 'due' | 'sent' | 'paid' | 'returned'

/** The last thing that happened to a payment. */
export interface LastStep {
  readonly kind: StepKind
  readonly position: number
  readonly payeeId: string | null
  readonly note: string | null
  readonly transferId: string | null
  readonly takenAt: string
}

/** A final line with its money, where that goes, and how far it has come. Amount in fen. */
export interface Payment {
  readonly lineId: string
  readonly householdId: string
  readonly amountFen: number
  readonly payeeId: string | null
  readonly bank: string | null
  readonly numberTail: string | null
  readonly last: LastStep | null
}

export interface BankFile {
  readonly id: string
  readonly number: number
  readonly reason: string
  readonly takenAt: string
}
