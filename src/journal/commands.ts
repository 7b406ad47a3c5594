import { ok, type Result } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import {
  accountKinds,
  type Balance,
  type Entry,
  type JournalRefusal,
  type Transfer,
  type TransferOrder,
} from './model.ts'
import { checkCover, checkOrders, checkReversal, checkSettling, sumChanges } from './rules.ts'
import {
  accountId,
  findAccounts,
  findAccountsOf,
  findTransfers,
  type NamedAccount,
  openAccounts,
  writeTransfers,
} from './store.ts'

/** What posting needs of the command that posts; every command's own context will do. */
export interface PostingContext {
  readonly db: Db
  readonly input: { readonly tenantCode: string }
  readonly now: string
  readonly envelopeId: string
  newId(): string
}

type Posted = Result<string[], JournalRefusal>

/**
 * Moves points or money, all of it or nothing, in two or three statements whatever the number.
 * Missing accounts are opened. Answers the identifiers of the transfers in the order given.
 * Refuses `journal.not_covered` before anything is moved.
 */
export async function postTransfers(
  context: PostingContext,
  orders: readonly TransferOrder[],
): Promise<Posted> {
  const fault = checkOrders(orders)
  if (fault) return fault
  const { tenantCode } = context.input
  const accounts = new Map<string, NamedAccount>()
  const entries = orders.map((order): Entry => {
    const debit = { ...order.debit, commodity: order.commodity }
    const credit = { ...order.credit, commodity: order.commodity }
    const [debitId, creditId] = [accountId(tenantCode, debit), accountId(tenantCode, credit)]
    accounts.set(debitId, debit).set(creditId, credit)
    const { amount, commodity, subject, clause, kind = 'posted' } = order
    const between = { debitAccountId: debitId, creditAccountId: creditId }
    return {
      id: context.newId(),
      kind,
      ...between,
      amount,
      commodity,
      subject,
      clause,
      refersTo: null,
    }
  })
  if (entries.length === 0) return ok([])
  await openAccounts(context.db, tenantCode, accounts)
  const covered = [...accounts].filter(([, { kind }]) => accountKinds[kind].mustBeCovered)
  return write(context, entries, new Set(covered.map(([id]) => id)))
}

/** Carries out (`post`) or gives back (`void`) what was set aside, each once. */
export async function settlePending(
  context: PostingContext,
  transferIds: readonly string[],
  how: 'post' | 'void',
): Promise<Posted> {
  const found = await findTransfers(context.db, context.input.tenantCode, { ids: transferIds })
  const checked = checkSettling(transferIds, found)
  if (!checked.ok) return checked
  const kind = how === 'post' ? 'post_pending' : 'void_pending'
  return write(
    context,
    checked.value.map((t) => ({ ...follow(context, t), kind })),
  )
}

/** Balances transfers by opposite ones, each once; the reason stands as their clause. */
export async function reverse(
  context: PostingContext,
  transferIds: readonly string[],
  reason: string,
): Promise<Posted> {
  const found = await findTransfers(context.db, context.input.tenantCode, { ids: transferIds })
  const checked = checkReversal(transferIds, found)
  if (!checked.ok) return checked
  const entries = checked.value.map(
    (t): Entry => ({
      ...follow(context, t),
      kind: 'reversal',
      debitAccountId: t.creditAccountId,
      creditAccountId: t.debitAccountId,
      clause: reason,
    }),
  )
  return write(context, entries)
}

function follow(context: PostingContext, transfer: Transfer): Entry {
  const { followedBy: _, ...same } = transfer
  return { ...same, id: context.newId(), refersTo: transfer.id }
}

/**
 * Only what leaves a covered account has to be looked at before it is written; `covered` names the
 * accounts that may be such, all when it is left out.
 */
async function write(
  context: PostingContext,
  entries: readonly Entry[],
  covered?: ReadonlySet<string>,
): Promise<Posted> {
  const { tenantCode } = context.input
  const changes = sumChanges(entries)
  const leaving = changes
    .filter((c) => c.debitsPending + c.debitsPosted > 0)
    .map((c) => c.accountId)
    .filter((id) => covered?.has(id) ?? true)
  const accounts = leaving.length > 0 ? await findAccounts(context.db, tenantCode, leaving) : []
  const uncovered = checkCover(accounts, changes)
  if (uncovered) return uncovered
  const { envelopeId, now: at } = context
  await writeTransfers(context.db, { tenantCode, envelopeId, at, entries, changes })
  return ok(entries.map((entry) => entry.id))
}

/** What an owner has: final, announced and set aside, per account. */
export async function balancesOf(
  db: Db,
  tenantCode: string,
  ownerId: string | null,
): Promise<Balance[]> {
  const accounts = await findAccountsOf(db, tenantCode, ownerId)
  return accounts.map((account) => ({
    accountId: account.id,
    kind: account.kind,
    commodity: account.commodity,
    posted: account.creditsPosted - account.debitsPosted,
    pendingIn: account.creditsPending,
    pendingOut: account.debitsPending,
  }))
}
