import type { CommandContext, Continued } from '#kernel/command.ts'
import { endPassbook, findAccountOf, joinAccount, partAccount } from '../store.ts'

/**
 * Whoever moves keeps the way they sign in: the account is from now on their new record, with the
 * same telephone, name and password. A card is different: it was printed by the old village for its
 * own books, so it opens nothing any more, and the new village prints another.
 */
export async function follow(
  { db, now }: Pick<CommandContext<unknown>, 'db' | 'now'>,
  persons: readonly Continued[],
): Promise<void> {
  for (const { from, to } of persons) {
    await endPassbook(db, { ...from, now })
    const accountId = await findAccountOf(db, from.tenantCode, from.personId)
    if (!accountId) continue
    await partAccount(db, { accountId, ...from, now })
    await joinAccount(db, { accountId, ...to, now })
  }
}
