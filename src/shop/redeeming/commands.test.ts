import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newEnvelopeId } from '#kernel/id.ts'
import { verdictOn } from '#test/altered.ts'
import { ids, minutes, openShop, place, type Shop } from '#test/shop.ts'

const tenantCode = place.village
let shop: Shop
const refused = (code: string, details = {}) =>
  expect.objectContaining({ ok: false, code, details: expect.objectContaining(details) })

interface Basket {
  readonly rice?: number
  readonly haircut?: number
  readonly [more: string]: unknown
}
async function buy(code: string, { rice, haircut, ...more }: Basket, who = 'shop_operator') {
  const lines = [
    ...(rice === undefined ? [] : [{ goodId: shop.riceId, quantity: rice }]),
    ...(haircut === undefined ? [] : [{ goodId: shop.haircutId, quantity: haircut }]),
  ]
  const proof = 'ticket' in more || 'slip' in more ? {} : { ticket: await shop.scanned(code) }
  const input = { householdId: ids.household(code), tillId: shop.tillId, lines, ...proof, ...more }
  return shop.send(who, 'shop.redeem', { tenantCode, ...input })
}
const stock = async () => {
  const { goods } = await shop.get<{ goods: { id: string; stock: number }[] }>(
    'shop_operator',
    'shop.catalogue',
    {},
  )
  return goods.find((good) => good.id === shop.riceId)!.stock
}
const messages = async (who: string) =>
  (await shop.get<{ messages: { kind: string }[] }>(who, 'notices.mine', {})).messages.map(
    (one) => one.kind,
  )

beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

describe('a household at the till', () => {
  const find = (text: string, who = 'shop_operator') =>
    shop.see(who, 'shop.find_household', { tenantCode, text })

  it('is found by its number, pinyin, initials or name, and shown masked', async () => {
    const masked = { code: '001', maskedName: '演＊＊＊＊＊＊', ticket: null }
    expect(await find('001')).toMatchObject({ value: { found: [masked, { code: '011' }] } })
    expect(await find('演示户主001')).toMatchObject({ value: { found: [masked], total: 1 } })
    expect(await find('ys')).toMatchObject({ value: { total: 12 } })
  })

  it('is found by its card and by its telephone, and a foreign code is none', async () => {
    const { phoneCode } = await shop.get<{ phoneCode: string }>('villager_001', 'shop.mine', {})
    expect(await find(phoneCode)).toMatchObject({
      value: { found: [{ code: '001', ticket: expect.stringMatching(/^qr\./) }] },
    })
    expect(await find(`${phoneCode}0`)).toEqual(refused('shop.card_unknown'))
    expect(await find('XYK.0123456789ABCDEF0123')).toEqual(refused('shop.card_unknown'))
    shop.clock.set('2026-10-16T17:00:00Z')
    expect(await find(phoneCode)).toEqual(refused('shop.code_expired'))
  })

  it('loses its old card when it gets a new one, and is told', async () => {
    const cardOf = async () =>
      (
        await shop.get<{ card: { code: string } }>('director', 'shop.card', {
          householdId: ids.household('003'),
        })
      ).card.code
    const give = () =>
      shop.must('director', 'shop.issue_card', { householdId: ids.household('003') })
    await give()
    const old = await cardOf()
    await give()
    expect(await find(old)).toEqual(refused('shop.card_unknown'))
    expect(await find(await cardOf())).toMatchObject({ ok: true })
    expect(await messages('villager_003')).toContain('shop_card_issued')
    const nobody = { tenantCode, householdId: newEnvelopeId() }
    for (const [name, kind] of [
      ['shop.card', 'see'],
      ['shop.issue_card', 'send'],
    ] as const)
      expect(await shop[kind]('director', name, nobody)).toEqual(refused('shop.unknown_household'))
    expect(await shop.see('shop_operator', 'shop.at_till', nobody)).toEqual(
      refused('shop.unknown_household'),
    )
  })

  it('sees what it has, and its people see who looked', async () => {
    const householdId = ids.household('001')
    const seen = await shop.get<object>('shop_operator', 'shop.at_till', { householdId })
    expect(seen).toMatchObject({
      code: '001',
      balanceHundredths: 2000,
      off: { stars: 2, percent: 0 },
    })
  })
})

describe('redeeming', () => {
  it('takes the points, the goods and the money, and tells the household', async () => {
    const before = await shop.standing('shop_pool')
    expect(await buy('001', { rice: 1, haircut: 1, paidPoints: 12 })).toMatchObject({
      ...{ ok: true, value: { number: 1, paidPoints: 12, cashFen: 150 } },
    })
    expect(await shop.balance('001')).toBe(800)
    expect(await shop.standing('shop_pool')).toBe(before - 600)
    expect(await shop.standing('points_redeemed')).toBe(1200)
    expect(await stock()).toBe(19)
    for (const who of ['villager_001', 'spouse_001'])
      expect(await messages(who)).toContain('shop_redeemed')
  })

  it('answers a repeated envelope with the first result', async () => {
    const id = newEnvelopeId()
    const lines = [{ goodId: shop.haircutId, quantity: 1 }]
    const ticket = await shop.scanned('001')
    const input = {
      tenantCode,
      householdId: ids.household('001'),
      tillId: shop.tillId,
      lines,
      ticket,
    }
    const first = await shop.send('shop_operator', 'shop.redeem', input, id)
    const again = await shop.send('shop_operator', 'shop.redeem', input, id)
    expect(again).toEqual({ ...first, replayed: true })
    expect(await shop.balance('001')).toBe(300)
  })

  it.each<[string, string, Basket]>([
    ['shop.basket_empty', '002', { rice: 0 }],
    ['shop.limit_reached', '002', { rice: 3 }],
    ['shop.not_enough_points', '002', { haircut: 3 }],
    ['shop.paid_too_much', '002', { haircut: 1, paidPoints: 6 }],
    ['shop.slip_needed', '002', { haircut: 1, ticket: undefined }],
    ['shop.card_unknown', '002', { haircut: 1, ticket: 'qr.zzz.0' }],
    ['shop.card_unknown', '002', { haircut: 1, ticket: 'x' }],
    ['shop.unknown_till', '002', { haircut: 1, tillId: newEnvelopeId() }],
    ['shop.unknown_good', '002', { lines: [{ goodId: newEnvelopeId(), quantity: 1 }] }],
    ['shop.unknown_household', '002', { haircut: 1, householdId: newEnvelopeId() }],
  ])('is refused as %s', async (code, household, basket) => {
    const had = await shop.balance(household)
    expect(await buy(household, basket)).toEqual(refused(code))
    expect(await shop.balance(household)).toBe(had)
  })

  it('does not sell a good twice in one basket, nor more than there is', async () => {
    const twice = { goodId: shop.haircutId, quantity: 1 }
    expect(await buy('002', { lines: [twice, twice] })).toEqual(refused('shop.twice_in_basket'))
    const { goodId } = await shop.must<{ goodId: string }>('director', 'shop.list_good', {
      ...{ kind: 'goods', name: { zh: '盐', en: 'Salt' }, supplier: '供销社', pricePoints: 1 },
      stock: 1,
    })
    expect(await buy('002', { lines: [{ goodId, quantity: 2 }] })).toEqual(
      refused('shop.not_enough_stock', { stock: 1 }),
    )
    await shop.must('director', 'shop.withdraw_good', { goodId })
    expect(await buy('002', { lines: [{ goodId, quantity: 1 }] })).toEqual(
      refused('shop.good_withdrawn'),
    )
  })

  it('takes a signed slip once', async () => {
    expect(await buy('002', { haircut: 1, slip: 'A-017' })).toMatchObject({ ok: true })
    expect(await buy('002', { haircut: 1, slip: 'A-017' })).toEqual(refused('shop.slip_used'))
  })

  it('is done by the operator alone, at an open till', async () => {
    expect(await buy('002', { haircut: 1 }, 'director')).toEqual(refused('kernel.not_permitted'))
    const { tillId } = await shop.must<{ tillId: string }>('director', 'shop.open_till', {
      name: '流动车',
    })
    await shop.must('director', 'shop.close_till', { tillId })
    expect(await buy('002', { haircut: 1, tillId })).toEqual(refused('shop.till_closed'))
    expect(await shop.send('director', 'shop.close_till', { tenantCode, tillId })).toEqual(
      refused('shop.unknown_till'),
    )
  })
})

describe('taking a purchase back', () => {
  const ask = (who: string, redemptionId: string) =>
    shop.send(who, 'shop.propose_reversal', { tenantCode, redemptionId, reason: '拿错了' })
  const answer = (who: string, redemptionId: string, agrees: 'yes' | 'no') =>
    shop.send(who, 'shop.answer_reversal', { tenantCode, redemptionId, agrees })
  const first = async (code: string) =>
    (
      await shop.get<{ redemptions: { rows: { id: string; number: number }[] } }>(
        `villager_${code}`,
        'shop.mine',
        {},
      )
    ).redemptions.rows.at(-1)!.id

  it('needs both sides', async () => {
    const id = await first('001')
    const [had, rice, money] = [
      await shop.balance('001'),
      await stock(),
      await shop.standing('shop_pool'),
    ]
    expect(await answer('villager_001', id, 'yes')).toEqual(refused('shop.no_reversal_open'))
    expect(await ask('shop_operator', id)).toMatchObject({ value: { side: 'shop' } })
    expect(await messages('spouse_001')).not.toContain('shop_reversed')
    expect(await ask('villager_001', id)).toEqual(refused('shop.reversal_open'))
    expect(await answer('shop_operator_2', id, 'yes')).toEqual(refused('shop.other_side_answers'))
    expect(await answer('villager_002', id, 'yes')).toEqual(refused('shop.unknown_redemption'))
    expect(await shop.balance('001')).toBe(had)
    expect(await answer('spouse_001', id, 'yes')).toMatchObject({ value: { state: 'reversed' } })
    expect(await shop.balance('001')).toBe(had + 1200)
    expect(await stock()).toBe(rice + 1)
    expect(await shop.standing('shop_pool')).toBe(money + 600)
    expect(await answer('spouse_001', id, 'yes')).toEqual(refused('shop.already_reversed'))
    expect(await ask('shop_operator', id)).toEqual(refused('shop.already_reversed'))
    expect(await messages('spouse_001')).toContain('shop_reversed')
  })

  it('stays as it is when the other side does not agree', async () => {
    const id = await first('002')
    const had = await shop.balance('002')
    await ask('villager_002', id)
    expect(await answer('shop_operator', id, 'no')).toMatchObject({ value: { state: 'done' } })
    expect(await shop.balance('002')).toBe(had)
    expect(await ask('villager_002', newEnvelopeId())).toEqual(refused('shop.unknown_redemption'))
  })

  it('follows from an upheld objection as well', async () => {
    const done = await buy('002', { haircut: 1 })
    const { redemptionId } = (done as { value: { redemptionId: string } }).value
    const filed = await shop.must<{ appealId: string }>('villager_002', 'appeals.file', {
      ...{ subjectKind: 'shop.redemption', subjectId: redemptionId, grounds: '这次不是我们换的。' },
    })
    const decided = {
      ...{ appealId: filed.appealId, outcome: 'upheld', remedy: {} },
      answer: '核对存根，确实不是这一户换的。',
    }
    const reviewer = await shop.app.kernel.database.ownerTransaction((owner) =>
      owner.query<{ person_id: string }>(
        'select person_id from appeals.reviewer where appeal_id = $1',
        [filed.appealId],
      ),
    )
    const who = ['supervision_chair', 'supervision_member', 'supervision_member_2'].find(
      (one) => ids.person(one) === reviewer[0]!.person_id,
    )!
    const had = await shop.balance('002')
    await shop.must(who, 'appeals.decide', decided)
    expect(await shop.balance('002')).toBe(had + 500)
  })
})

describe('stars', () => {
  it('take off what the village resolved, off the points or the cash', async () => {
    const off = { percents: [5, 10, 20, 30, 40], applies: 'points', ...minutes('2026-10-16') }
    await shop.must('director', 'shop.resolve_discount', { ...off, effectiveFrom: '2026-10-18' })
    const cash = { ...off, applies: 'cash', effectiveFrom: '2026-10-20' }
    await shop.must('director', 'shop.resolve_discount', cash)
    shop.clock.set('2026-10-18T02:00:00Z')
    // Household 001 has two stars: nine points instead of ten.
    expect(await buy('001', { rice: 1 })).toMatchObject({ value: { paidPoints: 9, cashFen: 0 } })
    shop.clock.set('2026-10-20T02:00:00Z')
    expect(await buy('001', { haircut: 1, paidPoints: 1 })).toMatchObject({
      value: { paidPoints: 1, cashFen: 180 },
    })
  })
})

describe('verify', () => {
  it('finds nothing to say', async () => {
    expect((await verdictOn(shop.app.kernel.database)).differences).toEqual([])
  })
})
