import { residenceOf, resides, signedIn } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok } from '#kernel/result.ts'
import { readerIds } from '#notices/message/commands.ts'
import { namesOf, phonesOf } from '#people/queries.ts'
import { quietHoursAt } from '#telling/commands.ts'
import { OnePlace, type Told, ToldMe } from '#telling/model.ts'
import { listOfMessages } from '#telling/store.ts'
import { findPreferences } from './store.ts'

/** How I am told: the ways chosen, who chose them, and what there is to reach me by. */
export const myChannels = defineQuery({
  name: 'telling.my_channels',
  input: OnePlace,
  access: 'scoped',
  may: ({ actor, input }) => resides(actor, input.tenantCode),
  async run(ctx) {
    const { db, input, actor, today, secrets } = ctx
    const { tenantCode } = input
    const { personId } = residenceOf(actor, tenantCode)!
    const chosen = (await findPreferences(db, tenantCode, [personId])).get(personId)
    const helper = chosen?.chosenBy && chosen.chosenBy !== personId ? chosen.chosenBy : null
    const names = await namesOf(db, tenantCode, [personId, ...(helper ? [helper] : [])])
    return ok({
      name: names.get(personId) ?? '',
      channels: chosen?.channels ?? [],
      wecomUserId: chosen?.wecomSealed ? secrets.open(chosen.wecomSealed) : null,
      chosenAt: chosen?.chosenAt ?? null,
      helperName: helper ? (names.get(helper) ?? null) : null,
      hasPhone: (await phonesOf(ctx, tenantCode, [personId])).has(personId),
      quiet: await quietHoursAt(db, { tenantCode, today }),
    })
  },
})

/** By which ways these messages of mine left the program, and what became of each. */
export const toldMe = defineQuery({
  name: 'telling.told_me',
  input: ToldMe,
  access: 'scoped',
  may: ({ actor, input }) =>
    readerIds(actor, input.tenantCode).length > 0 ? signedIn(actor, input.tenantCode) : null,
  async run({ db, input, actor }) {
    const { tenantCode, messageIds } = input
    const personIds = readerIds(actor, tenantCode)
    const found = await listOfMessages(db, tenantCode, { personIds, messageIds })
    return ok(
      found.map(
        ({ messageId, channel, state, plannedAt, nextAt, settledAt, reason }): Told => ({
          ...{ messageId, channel, state, plannedAt, nextAt, settledAt, reason },
        }),
      ),
    )
  },
})
