import { defineQuery } from '#kernel/query.ts'
import { ok } from '#kernel/result.ts'
import { addressesOf } from '#people/queries.ts'
import { placeName } from '#places/queries.ts'
import { ReadSlips, Waiting } from '#telling/model.ts'
import { hands, watches } from '#telling/posts.ts'
import { findSlipLines, listWaiting } from './store.ts'

/** No more slips than this are printed at once. */
const mostSlips = 200

/** Who waits for a slip or a visit: name, household, since when and how many – never about what. */
export const waiting = defineQuery({
  name: 'telling.waiting',
  input: Waiting,
  access: 'scoped',
  may: ({ actor, input }) => watches(actor, input.tenantCode),
  async run({ db, input, today }) {
    const { tenantCode, limit, offset } = input
    const { rows, total } = await listWaiting(db, tenantCode, { limit, offset })
    const personIds = rows.map((row) => row.personId)
    const addresses = await addressesOf(db, { tenantCode, today, personIds })
    const lines = rows.map((row) => ({ ...row, ...addresses.get(row.personId)! }))
    return ok({ rows: lines, total, pageSize: limit })
  },
})

/** The slips themselves, one for each person. Whoever is named on one sees who printed it. */
export const slips = defineQuery({
  name: 'telling.slips',
  input: ReadSlips,
  access: 'scoped',
  may: ({ actor, input }) => hands(actor, input.tenantCode),
  async run({ db, input, today }) {
    const { tenantCode } = input
    const { rows } = await listWaiting(db, tenantCode, { limit: 10_000, offset: 0 })
    const meant = rows.filter((row) => !input.personId || row.personId === input.personId)
    const personIds = meant.slice(0, mostSlips).map((row) => row.personId)
    const addresses = await addressesOf(db, { tenantCode, today, personIds })
    const lines = Map.groupBy(await findSlipLines(db, tenantCode, personIds), (l) => l.personId)
    return ok({
      place: await placeName(db, tenantCode, today),
      left: meant.length - personIds.length,
      slips: personIds.map((personId) => ({
        ...{ personId, ...addresses.get(personId)! },
        lines: (lines.get(personId) ?? []).map(({ personId: whose, ...line }) => line),
      })),
    })
  },
  looked: ({ tenantCode }, { slips: printed }) => ({
    ...{ tenantCode, personIds: printed.map((one) => one.personId), purpose: 'slip' },
  }),
})
