import { z } from 'zod'
import { plainDateInChina } from '#kernel/clock.ts'
import { system } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok } from '#kernel/result.ts'
import { addressesOf, phonesOf } from '#people/queries.ts'
import { placeName } from '#places/queries.ts'
import { findPreferences } from './choosing/store.ts'
import { quietHoursAt } from './commands.ts'
import { type Delivery, type Electronic, ListTold } from './model.ts'
import { watches } from './posts.ts'
import { isQuiet } from './rules.ts'
import { listDue, listTenantsDue, listTold } from './store.ts'

/** Places where something was told that nobody has planned yet. */
export const due = defineQuery({
  name: 'telling.due',
  input: z.object({}),
  access: 'scoped',
  may: ({ actor }) => system(actor),
  async run({ db, now }) {
    return ok(await listTenantsDue(db, now))
  },
})

/** What is to be sent now, with the number or account it goes to; for the program alone. */
export interface ToSend {
  readonly deliveryId: string
  readonly tenantCode: string
  readonly channel: Electronic
  /** Eleven digits, or the account name in WeCom; null when it is not known any more. */
  readonly address: string | null
  readonly needsAnswer: boolean
  readonly place: string
}

/** At most this many at once: each try may take seconds. */
const mostAtOnce = 500

/** What is due by text message and WeCom, where it is not the quiet hours. */
export const toSend = defineQuery({
  name: 'telling.to_send',
  input: z.object({}),
  access: 'scoped',
  may: ({ actor }) => system(actor),
  async run({ db, now, secrets }) {
    const today = plainDateInChina(now)
    const found: ToSend[] = []
    const all = await listDue(db, { now, limit: mostAtOnce })
    for (const [tenantCode, deliveries] of Map.groupBy(all, (one) => one.tenantCode)) {
      if (isQuiet(now, await quietHoursAt(db, { tenantCode, today }))) continue
      const personIds = [...new Set(deliveries.map((one) => one.personId))]
      const phones = await phonesOf({ db, secrets }, tenantCode, personIds)
      const preferences = await findPreferences(db, tenantCode, personIds)
      const place = await placeName(db, tenantCode, today)
      const addressOf = ({ channel, personId }: Delivery) => {
        if (channel === 'sms') return phones.get(personId) ?? null
        const sealed = preferences.get(personId)?.wecomSealed
        return sealed ? secrets.open(sealed) : null
      }
      found.push(
        ...deliveries.map((one) => ({
          ...{ deliveryId: one.id, tenantCode, channel: one.channel as Electronic, place },
          ...{ address: addressOf(one), needsAnswer: one.needsAnswer },
        })),
      )
    }
    return ok(found)
  },
})

/** What left the program: to whom, by which way, when and with what result – never what it said. */
export const told = defineQuery({
  name: 'telling.told',
  input: ListTold,
  access: 'scoped',
  may: ({ actor, input }) => watches(actor, input.tenantCode),
  async run({ db, input, today }) {
    const { tenantCode, state, limit, offset } = input
    const { rows, total } = await listTold(db, tenantCode, { state, limit, offset })
    const personIds = rows.flatMap((row) => [row.personId, ...(row.handedBy ? [row.handedBy] : [])])
    const addresses = await addressesOf(db, { tenantCode, today, personIds })
    const lines = rows.map(({ messageId, tenantCode: where, fallback, ...row }) => ({
      ...{ ...row, ...addresses.get(row.personId)! },
      handedByName: row.handedBy ? addresses.get(row.handedBy)!.name : null,
    }))
    return ok({ rows: lines, total, pageSize: limit })
  },
})
