import { keptPhotoOf } from '#attachments/queries.ts'
import { defineCommand } from '#kernel/command.ts'
import { holds, personIdsOf } from '#kernel/permission.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { keepers, type ShopContext, type ShopRefusal } from '../model.ts'
import { closeTill as closeTillRow, insertTill, listTills, moveStock } from '../store.ts'
import { ChangeGood, CloseTill, ListGood, OpenTill, type Photo, WithdrawGood } from './model.ts'
import { decideLimit, decideListing } from './rules.ts'
import { insertGood, updateGood, withdrawGood as withdrawRow } from './store.ts'

/** The photo sent with the form: one's own, as the server kept it. */
async function photoOf(
  context: ShopContext<{ attachmentIds: readonly string[] }>,
): Promise<Result<Photo | null, ShopRefusal>> {
  const { db, input, actor } = context
  const attachmentId = input.attachmentIds.at(-1)
  if (!attachmentId) return ok(null)
  const uploadedBy = personIdsOf(actor, input.tenantCode)
  const kept = await keptPhotoOf(db, { tenantCode: input.tenantCode, attachmentId, uploadedBy })
  return kept ? ok(kept) : refuse('shop.unknown_photo')
}

/** Puts goods, a service or mutual help on the list. */
export const listGood = defineCommand({
  name: 'shop.list_good',
  input: ListGood,
  may: ({ actor, input }) => holds(actor, input.tenantCode, keepers),
  async run(context) {
    const { db, input, now, newId, capacity, concern } = context
    const { tenantCode, kind, name, about, supplier, pricePoints } = input
    const stock = decideListing(kind, input)
    if (!stock.ok) return stock
    const limit = decideLimit(input)
    if (!limit.ok) return limit
    const photo = await photoOf(context)
    if (!photo.ok) return photo
    const id = newId()
    await insertGood(db, {
      ...{ tenantCode, id, kind, name, about, supplier, pricePoints, at: now },
      ...{ ...limit.value, photo: photo.value, counted: stock.value !== null },
    })
    if (stock.value) {
      const first = { id: newId(), goodId: id, kind: 'received', change: stock.value } as const
      const by = { tenantCode, at: now, personId: capacity.personId }
      await moveStock(db, by, [{ ...first, counted: null, reason: null, sourceId: null }])
    }
    concern(`good:${id}`)
    return ok({ goodId: id })
  },
})

/** Changes the name, price, limit or picture of a good; what was sold keeps the price it had. */
export const changeGood = defineCommand({
  name: 'shop.change_good',
  input: ChangeGood,
  may: ({ actor, input }) => holds(actor, input.tenantCode, keepers),
  async run(context) {
    const { db, input, concern } = context
    const { tenantCode, goodId, name, about, supplier, pricePoints } = input
    const limit = decideLimit(input)
    if (!limit.ok) return limit
    const photo = await photoOf(context)
    if (!photo.ok) return photo
    const facts = { tenantCode, id: goodId, name, about, supplier, pricePoints }
    const changed = await updateGood(db, { ...facts, ...limit.value, photo: photo.value })
    if (!changed) return refuse('shop.unknown_good')
    concern(`good:${goodId}`)
    return ok({ goodId })
  },
})

/** Takes a good off the list; what was redeemed stays on record. */
export const withdrawGood = defineCommand({
  name: 'shop.withdraw_good',
  input: WithdrawGood,
  may: ({ actor, input }) => holds(actor, input.tenantCode, keepers),
  async run({ db, input, now, concern }) {
    const gone = await withdrawRow(db, { ...input, at: now })
    if (!gone) return refuse('shop.unknown_good')
    concern(`good:${input.goodId}`)
    return ok({ goodId: input.goodId })
  },
})

/** Opens a till: its number is the next one of the village. */
export const openTill = defineCommand({
  name: 'shop.open_till',
  input: OpenTill,
  may: ({ actor, input }) => holds(actor, input.tenantCode, keepers),
  async run({ db, input, now, newId }) {
    const { tenantCode, name } = input
    const number = Math.max(0, ...(await listTills(db, tenantCode)).map((till) => till.number)) + 1
    const id = newId()
    await insertTill(db, { tenantCode, id, number, name, at: now })
    return ok({ tillId: id, number })
  },
})

/** Closes a till; nothing can be redeemed there any more. */
export const closeTill = defineCommand({
  name: 'shop.close_till',
  input: CloseTill,
  may: ({ actor, input }) => holds(actor, input.tenantCode, keepers),
  async run({ db, input, now }) {
    const closed = await closeTillRow(db, { ...input, at: now })
    return closed ? ok({ tillId: input.tillId }) : refuse('shop.unknown_till')
  },
})
