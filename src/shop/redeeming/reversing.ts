import { reverse } from '#journal/commands.ts'
import type { Actor, Capacity } from '#kernel/actor.ts'
import { defineCommand } from '#kernel/command.ts'
import { holds, personIdsOf, residenceOf, resides } from '#kernel/permission.ts'
import { ok, refuse } from '#kernel/result.ts'
import { operators, pointHundredths, type ShopContext } from '../model.ts'
import { findGoods, moveStock } from '../store.ts'
import { AnswerReversal, ProposeReversal, type Redemption, type Side } from './model.ts'
import { decideAnswer, decideProposal } from './rules.ts'
import { findRedemption, insertReversalStep, markRedemption, reversalSteps } from './store.ts'
import { tellHousehold } from './telling.ts'

/** The shop acts by its post, a household by living there or by who helps it – never both at once. */
function actsForEither(actor: Actor, tenantCode: string): Capacity | null {
  if (actor.behalf) return resides(actor, tenantCode)
  return holds(actor, tenantCode, operators) ?? resides(actor, tenantCode)
}

type Reversing = ShopContext<{ redemptionId: string }>

/** The purchase and the side somebody speaks for; a household sees its own only. */
async function sided({ db, input, actor, capacity }: Reversing) {
  const { tenantCode, redemptionId } = input
  const one = await findRedemption(db, tenantCode, redemptionId)
  const shop = !actor.behalf && (operators as readonly string[]).includes(capacity.post)
  const own = residenceOf(actor, tenantCode)?.householdId === one?.householdId
  if (!one || !(shop || own)) return refuse('shop.unknown_redemption')
  const side: Side = shop ? 'shop' : 'household'
  return ok({ one, side })
}

/** Asks for a purchase to be taken back; nothing changes before the other side agrees. */
export const proposeReversal = defineCommand({
  name: 'shop.propose_reversal',
  input: ProposeReversal,
  may: ({ actor, input }) => actsForEither(actor, input.tenantCode),
  async run(context) {
    const { db, input, now, newId, capacity, concern } = context
    const found = await sided(context)
    if (!found.ok) return found
    const { one, side } = found.value
    const open = decideProposal(one.state)
    if (!open.ok) return open
    await mark(context, one, { from: ['done'], state: 'reversal_proposed' })
    const about = { tenantCode: input.tenantCode, id: newId(), redemptionId: one.id }
    const said = { kind: 'proposed', side, reason: input.reason } as const
    await insertReversalStep(db, { ...about, ...said, at: now, personId: capacity.personId })
    if (side === 'shop') {
      const facts = { number: one.number, needs: true, href: `/shop/${one.id}` }
      await tellHousehold(context, one.householdId, { kind: 'shop_reversal_asked', facts })
    }
    concern(`redemption:${one.id}`)
    return ok({ redemptionId: one.id, side })
  },
})

/** The other side agrees or does not; agreed, points and goods go back. */
export const answerReversal = defineCommand({
  name: 'shop.answer_reversal',
  input: AnswerReversal,
  may: ({ actor, input }) => actsForEither(actor, input.tenantCode),
  async run(context) {
    const { db, input, actor, concern } = context
    const { tenantCode, agrees } = input
    const found = await sided(context)
    if (!found.ok) return found
    const { one, side } = found.value
    const asked = (await reversalSteps(db, tenantCode, one.id)).findLast(
      (step) => step.kind === 'proposed',
    )
    const personIds = personIdsOf(actor, tenantCode)
    const right = decideAnswer({ state: one.state, asked, side, personIds })
    if (!right.ok) return right
    concern(`redemption:${one.id}`)
    if (agrees === 'yes') return takeBack(context, one, { kind: 'confirmed', side })
    await mark(context, one, { from: ['reversal_proposed'], state: 'done' })
    await note(context, one, { kind: 'declined', side, reason: input.reason })
    return ok({ redemptionId: one.id, state: 'done' as const })
  },
})

type Marking = Parameters<typeof markRedemption>[2]

async function mark({ db, input }: ShopContext, one: Redemption, to: Marking): Promise<void> {
  const done = await markRedemption(db, { tenantCode: input.tenantCode, id: one.id }, to)
  if (!done) throw new Error('A purchase changed while its tenant was locked.')
}

async function note(
  { db, input, now, newId, capacity }: ShopContext,
  one: Redemption,
  said: { kind: 'confirmed' | 'declined' | 'upheld'; side: Side; reason: string },
): Promise<void> {
  const about = { tenantCode: input.tenantCode, id: newId(), redemptionId: one.id }
  await insertReversalStep(db, { ...about, ...said, at: now, personId: capacity.personId })
}

/** Points go back to the household, money to the pool, goods to the shelf, each exactly once. */
export async function takeBack(
  context: ShopContext<{ reason?: string }>,
  one: Redemption,
  how: { kind: 'confirmed' | 'upheld'; side: Side },
) {
  const { db, input, now, newId, capacity, concern } = context
  const { tenantCode, reason = '' } = input
  const clause = `reversal:${one.number}`
  const back = await reverse(context, [one.pointsTransfer, one.fenTransfer], clause)
  if (!back.ok) return back
  await mark(context, one, { from: ['done', 'reversal_proposed'], state: 'reversed' })
  await note(context, one, { ...how, reason })
  const goods = await findGoods(
    db,
    tenantCode,
    one.lines.map((line) => line.goodId),
  )
  const counted = new Set(goods.filter((good) => good.stock !== null).map((good) => good.id))
  const steps = one.lines
    .filter((line) => counted.has(line.goodId))
    .map((line) => ({
      ...{ id: newId(), goodId: line.goodId, kind: 'returned' as const, change: line.quantity },
      ...{ counted: null, reason: null, sourceId: one.id },
    }))
  await moveStock(db, { tenantCode, at: now, personId: capacity.personId }, steps)
  const hundredths = one.paidPoints * pointHundredths
  const facts = { number: one.number, hundredths, href: `/shop/${one.id}` }
  await tellHousehold(context, one.householdId, { kind: 'shop_reversed', facts })
  concern(`household:${one.householdId}`)
  return ok({ redemptionId: one.id, state: 'reversed' as const })
}
