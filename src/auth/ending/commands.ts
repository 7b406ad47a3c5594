import type { CommandContext } from '#kernel/command.ts'
import { tell } from '#notices/message/commands.ts'
import { endWay, partForgotten } from './store.ts'

type Context = Pick<CommandContext<{ tenantCode: string }>, 'db' | 'input' | 'now' | 'newId'>

/** What was changed about how somebody signs in; names the sentence they are told. */
export type WayChange = 'card_issued' | 'card_replaced' | 'phone_entered' | 'phone_removed'

/**
 * Whoever holds the new card or telephone can sign in as these people, so each of them is told
 * when somebody else has given it out; and what the old one had opened ends. House rule 7.
 */
export async function changedByAnother(
  ctx: Context,
  change: { readonly kind: WayChange; readonly personIds: readonly string[] },
): Promise<void> {
  const { kind, personIds } = change
  if (personIds.length === 0) return
  const { tenantCode } = ctx.input
  const way = kind.startsWith('phone') ? 'phone' : 'passbook'
  if (kind !== 'card_issued') await endWay(ctx.db, { tenantCode, personIds, way })
  await tell(
    ctx,
    personIds.map((personId) => ({
      ...{ personId, kind: `way_${kind}`, facts: { href: '/me' }, subject: `person:${personId}` },
    })),
  )
}

/**
 * A forgotten person's card is gone and no account is them any more. An account that is somebody
 * elsewhere stays as it is; of any other, its name and all that opened it go.
 */
export async function forgetAccount(
  { db, input, now }: Pick<Context, 'db' | 'input' | 'now'>,
  personId: string,
): Promise<void> {
  await partForgotten(db, { tenantCode: input.tenantCode, personId, now })
}
