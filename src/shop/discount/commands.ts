import { defineCommand } from '#kernel/command.ts'
import { holds } from '#kernel/permission.ts'
import { ok } from '#kernel/result.ts'
import { resolvers } from '../model.ts'
import { decideMinutes, minutesOf } from '../pool/commands.ts'
import { decideFrom } from '../pool/rules.ts'
import { ResolveDiscount } from './model.ts'
import { insertDiscount, listDiscounts } from './store.ts'

/** Records what a meeting resolved about the discount for each number of stars, from a day on. */
export const resolveDiscount = defineCommand({
  name: 'shop.resolve_discount',
  input: ResolveDiscount,
  may: ({ actor, input }) => holds(actor, input.tenantCode, resolvers),
  async run(context) {
    const { db, input, today, now, capacity, envelopeId, newId } = context
    const { tenantCode, percents, applies, effectiveFrom } = input
    const taken = (await listDiscounts(db, tenantCode)).map((one) => one.effectiveFrom)
    const from = decideFrom({ effectiveFrom, today, taken })
    if (!from.ok) return from
    const resolution = minutesOf(input)
    const carried = await decideMinutes(context, resolution)
    if (!carried.ok) return carried
    const id = newId()
    await insertDiscount(db, {
      ...{ tenantCode, id, percents, applies, effectiveFrom, resolution, at: now },
      ...{ personId: capacity.personId, envelopeId },
    })
    context.concern(`shop:${tenantCode}`)
    return ok({ discountId: id })
  },
})
