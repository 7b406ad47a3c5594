import { postTransfers } from '#journal/commands.ts'
import type { TransferOrder } from '#journal/model.ts'
import { defineCommand } from '#kernel/command.ts'
import { holds } from '#kernel/permission.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { householdCodes } from '#people/queries.ts'
import type { Off } from '../discount/model.ts'
import {
  keepers,
  operators,
  pointHundredths,
  type ShopContext,
  type ShopRefusal,
} from '../model.ts'
import { readPool } from '../pool/store.ts'
import { listTills, moveStock, type Till } from '../store.ts'
import { offToday, type Shelf, shelfFor, spendable } from './ground.ts'
import { IssueCard, type Priced, Redeem, type Way } from './model.ts'
import { decideBasket, decidePrice, pricedLine } from './rules.ts'
import { insertRedemption, isSlipUsed, replaceCard } from './store.ts'
import { tellHousehold } from './telling.ts'
import { cardCode, cardDigest, readTicket } from './ticket.ts'

/** Gives a household a shop card; the one before it no longer works. */
export const issueCard = defineCommand({
  name: 'shop.issue_card',
  input: IssueCard,
  may: ({ actor, input }) => holds(actor, input.tenantCode, keepers),
  async run(context) {
    const { db, input, now, newId, secrets, capacity, concern } = context
    const { tenantCode, householdId } = input
    const codes = await householdCodes(db, tenantCode, [householdId])
    if (!codes.has(householdId)) return refuse('shop.unknown_household')
    const id = newId()
    const digest = cardDigest(secrets, cardCode(secrets, tenantCode, id))
    const { personId } = capacity
    await replaceCard(db, { tenantCode, id, householdId, digest, at: now, personId })
    await tellHousehold(context, householdId, { kind: 'shop_card_issued', facts: {} })
    concern(`household:${householdId}`)
    return ok({ cardId: id })
  },
})

export async function openTillFor(
  { db, input }: ShopContext,
  tillId: string,
): Promise<Result<Till, ShopRefusal>> {
  const till = (await listTills(db, input.tenantCode)).find((one) => one.id === tillId)
  if (!till) return refuse('shop.unknown_till')
  return till.closedAt ? refuse('shop.till_closed', { number: till.number }) : ok(till)
}

/** How the household showed that it is the one: a scanned code, or the number of a slip it signed. */
async function wayOf(context: ShopContext<Redeem>): Promise<Result<Way, ShopRefusal>> {
  const { db, input, secrets, now } = context
  const { ticket, slip } = input
  if (ticket) return readTicket(secrets, { ...input, ticket }, now)
  if (!slip) return refuse('shop.slip_needed')
  return (await isSlipUsed(db, input.tenantCode, slip))
    ? refuse('shop.slip_used', { slip })
    : ok('slip')
}

/** What is taken from the household, and what the pool owes for it. */
export function ordersFor(
  of: {
    id: string
    householdId: string
    clause: string
    kind?: 'posted' | 'pending'
    subject?: string
  },
  priced: Pick<Priced, 'paidPoints' | 'worthFen'>,
): [TransferOrder, TransferOrder] {
  const { id, householdId, clause, kind = 'posted', subject = `redemption:${id}` } = of
  const about = { subject, clause, kind }
  return [
    {
      debit: { kind: 'household_redeemable', ownerId: householdId },
      credit: { kind: 'points_redeemed', ownerId: null },
      ...{ amount: priced.paidPoints * pointHundredths, commodity: 'POINT', ...about },
    },
    {
      debit: { kind: 'shop_pool', ownerId: null },
      credit: { kind: 'pool_spent', ownerId: null },
      ...{ amount: priced.worthFen, commodity: 'CNY', ...about },
    },
  ]
}

/** Whether the household has the points; what is set aside for a voucher does not count. */
export async function decideCovered(
  { db, input }: ShopContext,
  householdId: string,
  paidPoints: number,
): Promise<Result<null, ShopRefusal>> {
  const has = await spendable(db, { tenantCode: input.tenantCode, householdId })
  if (paidPoints * pointHundredths <= has) return ok(null)
  return refuse('shop.not_enough_points', { needed: paidPoints, has: has / pointHundredths })
}

/**
 * Hands out goods for points at a till: within stock, limits and balance, at the price of the day
 * less what the household's stars take off. The household is told.
 */
export const redeem = defineCommand({
  name: 'shop.redeem',
  input: Redeem,
  may: ({ actor, input }) => holds(actor, input.tenantCode, operators),
  async run(context) {
    const { db, input, today } = context
    const { tenantCode, householdId } = input
    const codes = await householdCodes(db, tenantCode, [householdId])
    if (!codes.has(householdId)) return refuse('shop.unknown_household')
    const till = await openTillFor(context, input.tillId)
    if (!till.ok) return till
    const way = await wayOf(context)
    if (!way.ok) return way
    const here = { tenantCode, householdId, today }
    const goodIds = input.lines.map((line) => line.goodId)
    const shelf = await shelfFor(db, here, goodIds)
    const basket = decideBasket(input.lines, shelf)
    if (!basket.ok) return basket
    const off = await offToday(db, here)
    const { pointFen } = await readPool(db, tenantCode)
    const lines = basket.value.map((line) =>
      pricedLine(shelf.goods.get(line.goodId)!, line.quantity, off),
    )
    const priced = decidePrice(lines, { paidPoints: input.paidPoints, pointFen, off })
    if (!priced.ok) return priced
    const covered = await decideCovered(context, householdId, priced.value.paidPoints)
    if (!covered.ok) return covered
    const sale = { till: till.value, way: way.value, priced: priced.value, off, goods: shelf.goods }
    return handOut(context, sale)
  },
})

interface Sale {
  readonly till: Till
  readonly way: Way
  readonly priced: Priced
  readonly off: Off
  readonly goods: Shelf['goods']
}

async function handOut(context: ShopContext<Redeem>, sale: Sale) {
  const { till, way, priced, off } = sale
  const { db, input, now, newId, capacity, envelopeId, concern } = context
  const { tenantCode, householdId, slip = null } = input
  const id = newId()
  const clause = `till:${till.number}`
  const posted = await postTransfers(context, ordersFor({ id, householdId, clause }, priced))
  if (!posted.ok) return posted
  const [pointsTransfer = '', fenTransfer = ''] = posted.value
  const number = await insertRedemption(db, {
    ...{ tenantCode, id, householdId, tillId: till.id, way, slip: way === 'slip' ? slip : null },
    voucherId: null,
    ...{ stars: off.stars, discountPercent: off.percent, discountApplies: off.applies },
    ...{ ...priced, pointsTransfer, fenTransfer, redeemedAt: now },
    ...{ redeemedBy: capacity.personId, envelopeId },
  })
  await takeFromShelf(context, id, sale)
  const { paidPoints, cashFen } = priced
  const facts = { number, hundredths: paidPoints * pointHundredths, href: `/shop/${id}` }
  await tellHousehold(context, householdId, { kind: 'shop_redeemed', facts })
  concern(`household:${householdId}`)
  concern(`redemption:${id}`)
  return ok({ redemptionId: id, number, paidPoints, cashFen })
}

/** Takes the goods of a purchase off their stock; services and help have none. */
async function takeFromShelf(context: ShopContext, sourceId: string, { priced, goods }: Sale) {
  const { db, input, now, newId, capacity } = context
  const { tenantCode } = input
  const counted = priced.lines.filter((line) => goods.get(line.goodId)!.stock !== null)
  const steps = counted.map(({ goodId, quantity }) => ({
    ...{ id: newId(), goodId, kind: 'redeemed' as const, change: -quantity },
    ...{ counted: null, reason: null, sourceId },
  }))
  const by = { tenantCode, at: now, personId: capacity.personId }
  const moved = await moveStock(db, by, steps)
  if (moved !== steps.length) throw new Error('A stock changed while its tenant was locked.')
}
