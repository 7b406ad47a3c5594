import { defineCommand } from '#kernel/command.ts'
import { holds } from '#kernel/permission.ts'
import { ok, refuse } from '#kernel/result.ts'
import { counters, keepers } from '../model.ts'
import { findGoods, moveStock } from '../store.ts'
import { CountStock, ReceiveStock } from './model.ts'
import { decideCount } from './rules.ts'

/** Enters goods that came in. */
export const receiveStock = defineCommand({
  name: 'shop.receive_stock',
  input: ReceiveStock,
  may: ({ actor, input }) => holds(actor, input.tenantCode, keepers),
  async run({ db, input, now, newId, capacity, concern }) {
    const { tenantCode, goodId, quantity, note } = input
    const [good] = await findGoods(db, tenantCode, [goodId])
    if (!good) return refuse('shop.unknown_good')
    if (good.stock === null) return refuse('shop.no_stock_kept')
    const step = { id: newId(), goodId, kind: 'received', change: quantity } as const
    const by = { tenantCode, at: now, personId: capacity.personId }
    await moveStock(db, by, [{ ...step, counted: null, reason: note || null, sourceId: null }])
    concern(`good:${goodId}`)
    return ok({ stock: good.stock + quantity })
  },
})

/** Enters what was counted on the shelf, with the reason of a difference. */
export const countStock = defineCommand({
  name: 'shop.count_stock',
  input: CountStock,
  may: ({ actor, input }) => holds(actor, input.tenantCode, counters),
  async run({ db, input, now, newId, capacity, concern }) {
    const { tenantCode, goodId, counted, reason } = input
    const [good] = await findGoods(db, tenantCode, [goodId])
    if (!good) return refuse('shop.unknown_good')
    const change = decideCount(good.stock, input)
    if (!change.ok) return change
    const step = { id: newId(), goodId, kind: 'counted', change: change.value } as const
    const by = { tenantCode, at: now, personId: capacity.personId }
    await moveStock(db, by, [{ ...step, counted, reason: reason || null, sourceId: null }])
    concern(`good:${goodId}`)
    return ok({ difference: change.value })
  },
})
