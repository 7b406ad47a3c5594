import { defineCommand } from '#kernel/command.ts'
import { ok } from '#kernel/result.ts'
import { HandOver, onPaper } from '#telling/model.ts'
import { hands } from '#telling/posts.ts'
import { decideHandOver } from '#telling/rules.ts'
import { findOpen } from '#telling/store.ts'
import { markHandedOver } from './store.ts'

/**
 * Says that slips were handed over, or read out on a visit, and by whom. Refuses
 * `telling.not_waiting` when one of them waits no more, so that nobody is marked twice.
 */
export const handOver = defineCommand({
  name: 'telling.hand_over',
  input: HandOver,
  may: ({ actor, input }) => hands(actor, input.tenantCode),
  async run({ db, input, now, capacity, concern }) {
    const { tenantCode } = input
    const asked = [...new Set(input.deliveryIds)]
    const open = await findOpen(db, tenantCode, { ids: asked, channels: onPaper })
    const decision = decideHandOver(
      asked,
      open.map((one) => one.id),
    )
    if (!decision.ok) return decision
    const by = { ids: asked, at: now, personId: capacity.personId! }
    for (const personId of new Set(open.map((one) => one.personId))) concern(`person:${personId}`)
    return ok({ count: await markHandedOver(db, tenantCode, by) })
  },
})
