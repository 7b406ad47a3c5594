import { signedIn } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { ReadMessages } from '#notices/model.ts'
import { readerIds } from './commands.ts'
import { findToldAt, listMessages, listWaiting } from './store.ts'

/** More than this nobody is asked at once. */
const mostWaiting = 100

/** What I was told: what waits for my answer, and the rest newest first with how much of it is unread. */
export const mine = defineQuery({
  name: 'notices.mine',
  input: ReadMessages,
  access: 'scoped',
  may: ({ actor, input }) =>
    readerIds(actor, input.tenantCode).length > 0 ? signedIn(actor, input.tenantCode) : null,
  async run({ db, input, actor }) {
    const personIds = readerIds(actor, input.tenantCode)
    const { tenantCode, limit, offset } = input
    const found = await listMessages(db, tenantCode, { personIds, limit, offset })
    const waiting = await listWaiting(db, tenantCode, { personIds, limit: mostWaiting })
    return ok({ ...found, waiting, pageSize: limit })
  },
})

/** When one of these persons was last told about a thing; the database shows one's own only. */
export function toldAt(
  db: Db,
  tenantCode: string,
  by: { personIds: readonly string[]; subjectId: string },
): Promise<string | null> {
  return findToldAt(db, tenantCode, by)
}
