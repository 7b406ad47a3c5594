import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newEnvelopeId } from '#kernel/id.ts'
import { altered, verdictOn } from '#test/altered.ts'
import { testSecrets } from '#test/app.ts'
import { openShop, place, type Shop } from '#test/shop.ts'
import { readVoucher, signVoucher, voucherKey } from './signing.ts'

const tenantCode = place.village
let shop: Shop
let otherTill: string
const refused = (code: string, details = {}) =>
  expect.objectContaining({ ok: false, code, details: expect.objectContaining(details) })

interface Made {
  readonly voucherId: string
  readonly number: number
  readonly code: string
  readonly usableUntil: string
}
const make = (code: string, goodId = shop.riceId) =>
  shop.must<Made>(`villager_${code}`, 'shop.issue_voucher', {
    ...{ tillId: shop.tillId, goodId, quantity: 1 },
  })
const handIn = (code: string, more: object = {}) =>
  shop.send('shop_operator', 'shop.hand_in_voucher', {
    ...{ tenantCode, tillId: shop.tillId, code, ...more },
  })
const stock = async () =>
  (
    await shop.get<{ goods: { id: string; stock: number }[] }>('director', 'shop.catalogue', {})
  ).goods.find((good) => good.id === shop.riceId)!.stock

beforeAll(async () => {
  shop = await openShop()
  const opened = await shop.must<{ tillId: string }>('director', 'shop.open_till', {
    name: '流动车',
  })
  otherTill = opened.tillId
})
afterAll(() => shop.close())

describe('a voucher', () => {
  let first: Made
  it('sets aside points and goods at once', async () => {
    const before = await stock()
    first = await make('001')
    expect(await shop.balance('001')).toBe(1000)
    expect(await stock()).toBe(before - 1)
    expect(first.usableUntil).toBe('2026-10-31')
    expect(await shop.see('villager_002', 'shop.voucher', { tenantCode, ...first })).toEqual(
      refused('shop.unknown_voucher'),
    )
    expect(await shop.get<object>('villager_001', 'shop.voucher', first)).toMatchObject({
      ...{ household: '001', tillNumber: 1, name: { zh: '大米' } },
    })
  })

  it('can be checked by anybody who has the public key, and by no altered word', async () => {
    const { voucherKey: key } = await shop.get<{ voucherKey: string }>('guest', 'shop.open', {})
    expect(key).toBe(voucherKey(testSecrets, tenantCode))
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: key }
    const imported = await crypto.subtle.importKey('jwk', jwk, 'Ed25519', true, ['verify'])
    const [, body = '', signature = ''] = first.code.split('.')
    const check = (text: string) =>
      crypto.subtle.verify(
        'Ed25519',
        imported,
        Buffer.from(signature, 'base64url'),
        Buffer.from(`XYV1.${text}`),
      )
    expect([await check(body), await check(`${body}A`)]).toEqual([true, false])
    expect(readVoucher(testSecrets, tenantCode, first.code)).toMatchObject({
      g: '大米',
      q: 1,
      t: 1,
    })
    expect(readVoucher(testSecrets, place.sibling, first.code)).toBeNull()
  })

  it('is taken at its own till alone', async () => {
    expect(await handIn(first.code, { tillId: otherTill })).toEqual(
      refused('shop.other_till', { number: 1 }),
    )
    expect(await handIn(first.code.replace('XYV1.', 'XYV1.e'))).toEqual(
      refused('shop.voucher_forged'),
    )
    const stranger = { v: tenantCode, i: newEnvelopeId(), n: 9, t: 1, g: '米', q: 1 }
    const unknown = signVoucher(testSecrets, { ...stranger, u: '2026-12-01' })
    expect(await handIn(unknown)).toEqual(refused('shop.unknown_voucher'))
    expect(await handIn(first.code, { usedOn: '2026-10-18' })).toEqual(refused('shop.day_to_come'))
  })

  it('is paid once; handed in again, it answers as the first time', async () => {
    const done = await handIn(first.code)
    expect(done).toMatchObject({ ok: true, value: { paidPoints: 10 } })
    const again = await handIn(first.code)
    expect(again).toMatchObject({ ok: true, value: (done as { value: object }).value })
    expect(await shop.standing('points_redeemed')).toBe(1000)
    expect(await shop.balance('001')).toBe(1000)
  })

  it('can be taken back like any other purchase', async () => {
    const { rows } = await shop.get<{ rows: { id: string }[] }>('director', 'shop.redemptions', {})
    const redemptionId = rows[0]!.id
    const before = await stock()
    await shop.must('villager_001', 'shop.propose_reversal', { redemptionId, reason: '坏了' })
    await shop.must('shop_operator', 'shop.answer_reversal', { redemptionId, agrees: 'yes' })
    expect([await shop.balance('001'), await stock()]).toEqual([2000, before + 1])
  })

  it('counts towards the limit while it is out', async () => {
    await make('001')
    await make('001')
    expect(
      await shop.send('villager_001', 'shop.issue_voucher', {
        ...{ tenantCode, tillId: shop.tillId, goodId: shop.riceId, quantity: 1 },
      }),
    ).toEqual(refused('shop.limit_reached'))
    expect(await shop.balance('001')).toBe(0)
  })

  it('is still handed in for a day on which it was good, and not later', async () => {
    const held = await make('002', shop.haircutId)
    const late = await make('002', shop.haircutId)
    shop.clock.set('2026-11-02T02:00:00Z')
    expect(await handIn(late.code)).toEqual(refused('shop.voucher_expired'))
    expect(await handIn(held.code, { usedOn: '2026-10-31' })).toMatchObject({ ok: true })
    expect(await shop.get('system', 'shop.due_returns', {})).toEqual([])
  })

  it('gives back what was set aside when nobody hands it in', async () => {
    const before = await stock()
    shop.clock.set('2026-11-08T02:00:00Z')
    await shop.job('shop.return_vouchers')
    expect([await shop.balance('001'), await shop.balance('002')]).toEqual([2000, 500])
    expect(await stock()).toBe(before + 2)
    const { rows } = await shop.get<{ rows: { state: string }[] }>('director', 'shop.vouchers', {})
    expect(rows.map((row) => row.state).sort()).toEqual([
      ...['handed_in', 'handed_in', 'returned', 'returned', 'returned'],
    ])
    const codes = (
      await shop.get<{ vouchers: { code: string; state: string }[] }>(
        'villager_001',
        'shop.mine',
        {},
      )
    ).vouchers.filter((one) => one.state === 'returned')
    expect(await handIn(codes[0]!.code)).toEqual(refused('shop.voucher_returned'))
    const nothing = await shop.send('system', 'shop.return_vouchers', { tenantCode, vouchers: 5 })
    expect(nothing).toEqual(refused('shop.nothing_due'))
  })
})

describe('verify', () => {
  it('finds nothing to say, and what was altered', async () => {
    const { database } = shop.app.kernel
    expect((await verdictOn(database)).differences).toEqual([])
    for (const statement of [
      "update shop.voucher set state = 'handed_in' where state = 'returned'",
      'update shop.voucher set quantity = quantity + 1',
      'update shop.voucher set points = points + 1',
      "update shop.voucher set usable_until = '2026-11-01', hand_in_until = '2026-12-01'",
    ]) {
      const { differences } = await altered(database, statement)
      expect(differences.map((one) => one.area)).toContain('shop')
    }
  })
})
