import { ok, type Result, refuse } from '#kernel/result.ts'
import type { DividendsRefusal } from '../model.ts'
import type { LastStep, Payment, PayState } from './model.ts'

/** How far a payment has come, by the last thing that happened to it. */
export function payStateOf(last: Pick<LastStep, 'kind'> | null): PayState {
  if (!last) return 'due'
  return last.kind === 'cash' ? 'paid' : last.kind
}

/**
 * To the bank go final amounts that wait and have an account; what came back goes again only to an
 * account entered since. Source: ours (features: returns are handled, nothing is sent twice).
 */
export function sendable(payments: readonly Payment[]): Payment[] {
  return payments.filter(({ amountFen, payeeId, last }) => {
    const state = payStateOf(last)
    if (amountFen === 0 || payeeId === null) return false
    return state === 'due' || (state === 'returned' && last?.payeeId !== payeeId)
  })
}

/**
 * What lies at the bank is paid or comes back with a reason; what the bank paid may still come back.
 * Without lines, all that lie at the bank are meant.
 */
export function decideRecorded(
  payments: readonly Payment[],
  said: { lineIds: readonly string[]; outcome: 'paid' | 'returned'; note: string | undefined },
): Result<Payment[], DividendsRefusal> {
  const { lineIds, outcome, note } = said
  if (outcome === 'returned' && !note) return refuse('dividends.reason_needed')
  const named = payments.filter((one) => lineIds.includes(one.lineId))
  if (named.length !== new Set(lineIds).size) return refuse('dividends.unknown_line')
  const atBank = payments.filter((one) => one.last?.kind === 'sent')
  const meant = lineIds.length > 0 ? named : atBank
  const fits = ({ last }: Payment) =>
    last?.kind === 'sent' || (outcome === 'returned' && last?.kind === 'paid')
  return meant.length > 0 && meant.every(fits) ? ok(meant) : refuse('dividends.not_at_bank')
}

/** Cash is counted out once, for money that neither lies at the bank nor was paid. */
export function decideCash(
  payments: readonly Payment[],
  lineId: string,
): Result<Payment, DividendsRefusal> {
  const found = payments.find((one) => one.lineId === lineId && one.amountFen > 0)
  if (!found) return refuse('dividends.unknown_line')
  const state = payStateOf(found.last)
  if (state === 'sent') return refuse('dividends.at_bank')
  return state === 'paid' ? refuse('dividends.paid_already') : ok(found)
}
