import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts'
import type {
  Account,
  AccountSums,
  Entry,
  JournalRefusal,
  Transfer,
  TransferKind,
  TransferOrder,
} from './model.ts'

/** By how much an entry changes the sums of one account. */
export type SumChange = { -readonly [K in keyof AccountSums]: number } & { accountId: string }

/**
 * Points and money only move from one account to another, in whole hundredths or fen, and never
 * from an account to itself. Source: house rule 3 (double entry).
 */
export function checkOrders(orders: readonly TransferOrder[]): Refusal<JournalRefusal> | null {
  for (const order of orders) {
    if (!Number.isSafeInteger(order.amount) || order.amount <= 0) {
      return refuse('journal.not_an_amount', { amount: order.amount })
    }
    const { debit, credit } = order
    if (debit.kind === credit.kind && debit.ownerId === credit.ownerId) {
      return refuse('journal.same_account', { account: debit.kind })
    }
  }
  return null
}

/** What the entries add to each account they touch. */
export function sumChanges(
  entries: readonly Pick<Entry, 'kind' | 'debitAccountId' | 'creditAccountId' | 'amount'>[],
): SumChange[] {
  const changes = new Map<string, SumChange>()
  for (const entry of entries) {
    const [pending, posted] = effectOf(entry.kind)
    const debit = changeOf(changes, entry.debitAccountId)
    const credit = changeOf(changes, entry.creditAccountId)
    debit.debitsPending += pending * entry.amount
    debit.debitsPosted += posted * entry.amount
    credit.creditsPending += pending * entry.amount
    credit.creditsPosted += posted * entry.amount
  }
  return [...changes.values()]
}

/** Pending amounts are set aside; posting turns them into real ones, voiding gives them back. */
function effectOf(kind: TransferKind): readonly [pending: -1 | 0 | 1, posted: 0 | 1] {
  if (kind === 'pending') return [1, 0]
  if (kind === 'post_pending') return [-1, 1]
  if (kind === 'void_pending') return [-1, 0]
  return [0, 1]
}

function changeOf(changes: Map<string, SumChange>, accountId: string): SumChange {
  const known = changes.get(accountId)
  if (known) return known
  const fresh: SumChange = {
    accountId,
    debitsPending: 0,
    debitsPosted: 0,
    creditsPending: 0,
    creditsPosted: 0,
  }
  changes.set(accountId, fresh)
  return fresh
}

/**
 * Nobody spends what they do not have: what leaves a covered account, with what is already set
 * aside, is at most what came in and is final. Source: house rule 3.
 */
export function checkCover(
  accounts: readonly Account[],
  changes: readonly SumChange[],
): Refusal<JournalRefusal> | null {
  const change = new Map(changes.map((c) => [c.accountId, c]))
  for (const account of accounts) {
    const by = change.get(account.id)
    if (!account.mustBeCovered || !by) continue
    const out = account.debitsPending + account.debitsPosted + by.debitsPending + by.debitsPosted
    const missing = out - (account.creditsPosted + by.creditsPosted)
    if (missing > 0) {
      return refuse('journal.not_covered', {
        account: account.kind,
        ownerId: account.ownerId,
        missing,
        commodity: account.commodity,
      })
    }
  }
  return null
}

/**
 * What was set aside is either carried out or given back, and only once.
 * Source: house rule 3 (pending → posted, never edited).
 */
export function checkSettling(
  wanted: readonly string[],
  found: readonly Transfer[],
): Result<readonly Transfer[], JournalRefusal> {
  return checkEach(wanted, found, (transfer) => {
    if (transfer.kind !== 'pending') return 'journal.not_pending'
    return transfer.followedBy ? 'journal.already_settled' : null
  })
}

/**
 * A mistake is never rubbed out: it is balanced by one opposite movement, and only once.
 * Source: house rule 3 (posted → reversed, never edited).
 */
export function checkReversal(
  wanted: readonly string[],
  found: readonly Transfer[],
): Result<readonly Transfer[], JournalRefusal> {
  return checkEach(wanted, found, (transfer) => {
    if (transfer.kind !== 'posted' && transfer.kind !== 'post_pending') {
      return 'journal.not_reversible'
    }
    return transfer.followedBy ? 'journal.already_reversed' : null
  })
}

function checkEach(
  wanted: readonly string[],
  found: readonly Transfer[],
  fault: (transfer: Transfer) => JournalRefusal | null,
): Result<readonly Transfer[], JournalRefusal> {
  const byId = new Map(found.map((transfer) => [transfer.id, transfer]))
  const transfers: Transfer[] = []
  for (const transferId of new Set(wanted)) {
    const transfer = byId.get(transferId)
    if (!transfer) return refuse('journal.unknown_transfer', { transferId })
    const code = fault(transfer)
    if (code) return refuse(code, { transferId })
    transfers.push(transfer)
  }
  return ok(transfers)
}
