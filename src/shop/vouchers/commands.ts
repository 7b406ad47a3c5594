import { postTransfers, settlePending } from '#journal/commands.ts'
import { addDays } from '#kernel/clock.ts'
import { defineCommand } from '#kernel/command.ts'
import { holds, residenceOf, resides, system } from '#kernel/permission.ts'
import { ok, refuse } from '#kernel/result.ts'
import { settingNumber } from '#settings/queries.ts'
import type { Off } from '../discount/model.ts'
import { operators, pointHundredths, type ShopContext } from '../model.ts'
import { readPool } from '../pool/store.ts'
import { decideCovered, openTillFor, ordersFor } from '../redeeming/commands.ts'
import { offToday, shelfFor } from '../redeeming/ground.ts'
import type { PricedLine } from '../redeeming/model.ts'
import { decideBasket, pricedLine } from '../redeeming/rules.ts'
import { insertRedemption } from '../redeeming/store.ts'
import { tellHousehold } from '../redeeming/telling.ts'
import { moveStock, type StockStepKind, type Till } from '../store.ts'
import { HandInVoucher, IssueVoucher, ReturnVouchers, type Voucher } from './model.ts'
import { decideHandIn } from './rules.ts'
import { readVoucher, signVoucher } from './signing.ts'
import * as store from './store.ts'

/**
 * Makes out a signed voucher for one good at one till: points, money and goods are set aside at once,
 * so that the till can hand out the goods without signal and without asking.
 */
export const issueVoucher = defineCommand({
  name: 'shop.issue_voucher',
  input: IssueVoucher,
  may: ({ actor, input }) => resides(actor, input.tenantCode),
  async run(context) {
    const { db, input, actor, today } = context
    const { tenantCode } = input
    const householdId = residenceOf(actor, tenantCode)?.householdId
    if (!householdId) return refuse('shop.unknown_household')
    const till = await openTillFor(context, input.tillId)
    if (!till.ok) return till
    const here = { tenantCode, householdId, today }
    const shelf = await shelfFor(db, here, [input.goodId])
    const basket = decideBasket([input], shelf)
    if (!basket.ok) return basket
    const good = shelf.goods.get(input.goodId)!
    const off = await offToday(db, here)
    const line = pricedLine(good, input.quantity, off)
    const covered = await decideCovered(context, householdId, line.points)
    if (!covered.ok) return covered
    const kept = good.stock !== null
    return makeOut(context, { householdId, till: till.value, line, off, name: good.name.zh, kept })
  },
})

interface Making {
  readonly householdId: string
  readonly till: Till
  readonly line: PricedLine
  readonly off: Off
  readonly name: string
  /** Whether the good has a stock. */
  readonly kept: boolean
}

async function makeOut(context: ShopContext<IssueVoucher>, making: Making) {
  const { db, input, now, newId, capacity, envelopeId, secrets, concern } = context
  const { tenantCode } = input
  const { householdId, till, line, off } = making
  const { pointFen } = await readPool(db, tenantCode)
  const id = newId()
  const worthFen = line.points * pointFen
  const clause = `till:${till.number}`
  const about = { id, householdId, clause, kind: 'pending', subject: `voucher:${id}` } as const
  const posted = await postTransfers(
    context,
    ordersFor(about, { paidPoints: line.points, worthFen }),
  )
  if (!posted.ok) return posted
  const [pointsTransfer = '', fenTransfer = ''] = posted.value
  const { usableUntil, handInUntil } = await daysOf(context)
  const number = await store.nextNumber(db, tenantCode)
  const text = { v: tenantCode, i: id, n: number, t: till.number, g: making.name }
  const code = signVoucher(secrets, { ...text, q: line.quantity, u: usableUntil })
  await store.insertVoucher(db, {
    ...{ tenantCode, id, number, householdId, tillId: till.id, ...line, worthFen, code },
    ...{ stars: off.stars, discountPercent: off.percent, discountApplies: off.applies },
    ...{ issuedAt: now, issuedBy: capacity.personId, envelopeId, usableUntil, handInUntil },
    ...{ pointsTransfer, fenTransfer },
  })
  if (making.kept) await move(context, [{ ...line, id }], 'reserved')
  const facts = { number, hundredths: line.points * pointHundredths, until: usableUntil }
  const href = `/shop/vouchers/${id}`
  await tellHousehold(context, householdId, { kind: 'shop_voucher', facts: { ...facts, href } })
  concern(`household:${householdId}`)
  return ok({ voucherId: id, number, code, usableUntil })
}

/** How long a voucher is good at the till, and how long the till has to hand it in. */
async function daysOf({ db, input, today }: ShopContext) {
  const at = { tenantCode: input.tenantCode, today }
  const usableUntil = addDays(today, await settingNumber(db, { ...at, key: 'shop.voucher_days' }))
  const handIn = await settingNumber(db, { ...at, key: 'shop.hand_in_days' })
  return { usableUntil, handInUntil: addDays(usableUntil, handIn) }
}

/** Takes what vouchers are for from the shelf, or puts it back. */
async function move(
  context: ShopContext,
  vouchers: readonly Pick<Voucher, 'id' | 'goodId' | 'quantity'>[],
  kind: Extract<StockStepKind, 'reserved' | 'released'>,
): Promise<void> {
  const { db, input, now, newId, capacity } = context
  const by = { tenantCode: input.tenantCode, at: now, personId: capacity.personId }
  for (const { id, goodId, quantity } of vouchers) {
    const change = kind === 'reserved' ? -quantity : quantity
    const step = { id: newId(), goodId, kind, change, counted: null, reason: null, sourceId: id }
    await moveStock(db, by, [step])
  }
}

/** Hands in a voucher that a till took; handed in again, it answers as the first time. */
export const handInVoucher = defineCommand({
  name: 'shop.hand_in_voucher',
  input: HandInVoucher,
  may: ({ actor, input }) => holds(actor, input.tenantCode, operators),
  async run(context) {
    const { db, input, today, secrets } = context
    const { tenantCode, tillId, code, usedOn = today } = input
    const text = readVoucher(secrets, tenantCode, code)
    if (!text) return refuse('shop.voucher_forged')
    const voucher = await store.findVoucher(db, tenantCode, text.i)
    if (!voucher) return refuse('shop.unknown_voucher')
    const decided = decideHandIn(voucher, { tillId, usedOn, today })
    if (!decided.ok) return decided
    const first = await store.saleOf(db, tenantCode, voucher.id)
    if (decided.value === 'again') return ok({ ...first!, voucherNumber: voucher.number })
    return settle(context, voucher)
  },
})

async function settle(context: ShopContext<HandInVoucher>, voucher: Voucher) {
  const { db, input, now, newId, capacity, envelopeId, concern } = context
  const { tenantCode } = input
  const { householdId, tillId, points, worthFen, number: voucherNumber } = voucher
  const pending = [voucher.pointsTransfer, voucher.fenTransfer]
  const posted = await settlePending(context, pending, 'post')
  if (!posted.ok) return posted
  const [pointsTransfer = '', fenTransfer = ''] = posted.value
  const id = newId()
  const line = { goodId: voucher.goodId, quantity: voucher.quantity, points }
  const lines = [{ ...line, unitPoints: voucher.unitPoints, supplier: voucher.supplier }]
  const number = await insertRedemption(db, {
    ...{ tenantCode, id, householdId, tillId, way: 'voucher', slip: null, voucherId: voucher.id },
    ...{ stars: voucher.stars, discountPercent: voucher.discountPercent },
    ...{ discountApplies: voucher.discountApplies, lines, pricePoints: points, paidPoints: points },
    ...{ cashFen: 0, worthFen, pointsTransfer, fenTransfer, redeemedAt: now },
    ...{ redeemedBy: capacity.personId, envelopeId },
  })
  const of = { tenantCode, ids: [voucher.id], at: now }
  if ((await store.settleVouchers(db, of, 'handed_in')) !== 1)
    throw new Error('A voucher changed while its tenant was locked.')
  const facts = { number, hundredths: points * pointHundredths, href: `/shop/${id}` }
  await tellHousehold(context, householdId, { kind: 'shop_redeemed', facts })
  concern(`household:${householdId}`)
  concern(`redemption:${id}`)
  return ok({ redemptionId: id, number, paidPoints: points, voucherNumber })
}

/** Gives back what was set aside for vouchers that were not handed in by their last day. */
export const returnVouchers = defineCommand({
  name: 'shop.return_vouchers',
  input: ReturnVouchers,
  may: ({ actor }) => system(actor),
  async run(context) {
    const { db, input, today, now, concern } = context
    const { tenantCode, vouchers: limit } = input
    const which = { state: 'issued', overdueOn: today, limit } as const
    const { rows, total } = await store.listVouchers(db, tenantCode, which)
    if (rows.length === 0) return refuse('shop.nothing_due')
    const pending = rows.flatMap((one) => [one.pointsTransfer, one.fenTransfer])
    const voided = await settlePending(context, pending, 'void')
    if (!voided.ok) return voided
    const ids = rows.map((one) => one.id)
    await store.settleVouchers(db, { tenantCode, ids, at: now }, 'returned')
    await move(context, rows, 'released')
    for (const { householdId, number, points } of rows) {
      const facts = { number, hundredths: points * pointHundredths, href: '/shop' }
      await tellHousehold(context, householdId, { kind: 'shop_voucher_returned', facts })
      concern(`household:${householdId}`)
    }
    return ok({ returned: rows.length, left: total - rows.length })
  },
})
