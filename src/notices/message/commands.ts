import type { Actor } from '#kernel/actor.ts'
import { defineCommand } from '#kernel/command.ts'
import { personIdsOf, residenceOf, signedIn } from '#kernel/permission.ts'
import { ok } from '#kernel/result.ts'
import { MarkRead, type NewMessage, type NoticeContext } from '#notices/model.ts'
import { deleteMessages, insertMessages, markRead as markReadRows } from './store.ts'

/** Tells people something inside the program, in one statement whatever their number. */
export async function tell(
  context: Pick<NoticeContext, 'db' | 'input' | 'now' | 'newId'>,
  told: readonly NewMessage[],
): Promise<void> {
  if (told.length === 0) return
  const messages = told.map((message) => ({ id: context.newId(), ...message }))
  await insertMessages(context.db, context.input.tenantCode, { at: context.now, messages })
}

/** All that a forgotten person was told goes; the database refuses it for anybody else. */
export const forgetMessages = deleteMessages

/** Whose messages somebody reads here: their own, or while helping only those of the one helped. */
export function readerIds(actor: Actor, tenantCode: string): readonly string[] {
  const helped = actor.behalf ? residenceOf(actor, tenantCode) : null
  if (actor.behalf) return helped ? [helped.personId] : []
  return personIdsOf(actor, tenantCode)
}

/** Marks one's own messages as read. */
export const markRead = defineCommand({
  name: 'notices.mark_read',
  input: MarkRead,
  may: ({ actor, input }) =>
    readerIds(actor, input.tenantCode).length > 0 ? signedIn(actor, input.tenantCode) : null,
  async run({ db, input, now, actor }) {
    const { tenantCode, messageIds } = input
    const personIds = readerIds(actor, tenantCode)
    return ok({ marked: await markReadRows(db, tenantCode, { at: now, personIds, messageIds }) })
  },
})
