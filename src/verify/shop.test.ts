import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { altered, verdictOn } from '#test/altered.ts'
import { ids, openShop, place, type Shop } from '#test/shop.ts'

const tenantCode = place.village
let shop: Shop

beforeAll(async () => {
  shop = await openShop()
  for (const slip of ['1', '2']) {
    await shop.must('shop_operator', 'shop.redeem', {
      ...{ tillId: shop.tillId, householdId: ids.household('001'), slip },
      lines: [{ goodId: shop.riceId, quantity: 1 }],
    })
  }
  const { rows } = await shop.get<{ rows: { id: string }[] }>('director', 'shop.redemptions', {})
  const redemptionId = rows[0]!.id
  await shop.must('villager_001', 'shop.propose_reversal', { redemptionId, reason: '多拿了一袋' })
  await shop.must('shop_operator', 'shop.answer_reversal', { redemptionId, agrees: 'yes' })
})
afterAll(() => shop.close())

describe('verify and the shop', () => {
  it('finds nothing where nothing was altered', async () => {
    expect((await verdictOn(shop.app.kernel.database)).differences).toEqual([])
  })

  it.each<[string, string]>([
    ['a rate', 'update shop.scheme set redeemable_percent = 200'],
    ['the day it holds from', "update shop.scheme set effective_from = '2026-08-01'"],
    ['what a meeting gave', 'update shop.fund set amount_fen = amount_fen + 1'],
    ['a credit', 'update shop.credit set redeemable_hundredths = redeemable_hundredths + 100'],
    [
      'what counted',
      'update shop.credit set counted_hundredths = counted_hundredths - 100 where counted_hundredths > 0',
    ],
    [
      'a credit away',
      `delete from shop.credit where household_id = '${ids.household('002')}';
      update stars.award set awarded_at = '2026-10-16T00:00:00Z'
      where household_id = '${ids.household('002')}'`,
    ],
    ['a price', 'update shop.redemption_line set unit_points = unit_points + 1'],
    ['what was paid', 'update shop.redemption set paid_points = paid_points - 1'],
    ['what the pool owes', 'update shop.redemption set worth_fen = worth_fen + 1'],
    ['cash', 'update shop.redemption set cash_fen = cash_fen + 1'],
    ['whose purchase', `update shop.redemption set household_id = '${ids.household('002')}'`],
    ['a state', "update shop.redemption set state = 'done' where state = 'reversed'"],
    ['who agreed', "update shop.reversal_step set side = 'household'"],
    ['a stock', `update shop.good set stock = stock + 1 where stock is not null`],
    ['a change of stock', "update shop.stock_step set change = -2 where kind = 'redeemed'"],
    [
      'the points in circulation',
      "update journal.transfer set amount = amount * 100 where subject like 'credit:%'",
    ],
  ])('finds %s altered', async (_, statement) => {
    const { differences } = await altered(shop.app.kernel.database, statement)
    expect(differences.map((one) => one.area)).toContain('shop')
  })

  it('sees what each supplier is owed, less what was taken back', async () => {
    const { lines, totals } = await shop.get<{ lines: object[]; totals: object }>(
      'director',
      'shop.settlement',
      { tenantCode, from: '2026-10-01', until: '2026-10-31' },
    )
    expect(lines).toMatchObject([
      { supplier: '供销社', name: { zh: '大米' }, quantity: 1, points: 10, worthFen: 500 },
    ])
    expect(totals).toEqual({ cashFen: 0, worthFen: 500, times: 1 })
  })
})
