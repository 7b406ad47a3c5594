import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newEnvelopeId } from '#kernel/id.ts'
import { openQuarter, place, type Quarter } from '#test/quarter.ts'
import { stockShelf } from '#test/shop.ts'

const tenantCode = place.village
let q: Quarter
let shelf: Awaited<ReturnType<typeof stockShelf>>
const refused = (code: string) => expect.objectContaining({ ok: false, code })
const send = (name: string, input: object, who = 'shop_operator') =>
  q.send(who, name, { tenantCode, ...input })
const soap = {
  ...{ kind: 'goods', name: { zh: '肥皂', en: 'Soap' }, supplier: '供销社', pricePoints: 3 },
}

beforeAll(async () => {
  q = await openQuarter()
  shelf = await stockShelf(q)
})
afterAll(() => q.close())

describe('the list', () => {
  it.each<[string, object]>([
    ['shop.stock_for_goods', { kind: 'help', stock: 3 }],
    ['shop.limit_and_period', { most: 2 }],
    ['shop.limit_and_period', { period: 'year' }],
    ['shop.unknown_photo', { attachmentIds: [newEnvelopeId()] }],
  ])('is not added to: %s', async (code, facts) => {
    expect(await send('shop.list_good', { ...soap, ...facts })).toEqual(refused(code))
  })

  it('shows everybody what there is, and nobody what was withdrawn', async () => {
    const { goodId } = await q.must<{ goodId: string }>('director', 'shop.list_good', soap)
    const listed = async () =>
      (await q.get<{ goods: { id: string; pricePoints: number }[] }>('guest', 'shop.open', {}))
        .goods
    expect((await listed()).map((good) => good.id)).toContain(goodId)
    const { kind: _, ...facts } = soap
    expect(await send('shop.change_good', { goodId, ...facts, pricePoints: 4 })).toMatchObject({
      ok: true,
    })
    expect((await listed()).find((good) => good.id === goodId)?.pricePoints).toBe(4)
    await q.must('director', 'shop.withdraw_good', { goodId })
    expect((await listed()).map((good) => good.id)).not.toContain(goodId)
    for (const name of ['shop.withdraw_good', 'shop.change_good'])
      expect(await send(name, { goodId, ...facts })).toEqual(refused('shop.unknown_good'))
    expect(await q.see('guest', 'shop.photo', { tenantCode, goodId })).toEqual(
      refused('shop.unknown_good'),
    )
  })
})

describe('a count', () => {
  it('sets the stock to what is there, and asks why it differs', async () => {
    const count = (counted: number, reason = '', goodId = shelf.riceId) =>
      send('shop.count_stock', { goodId, counted, reason }, 'supervision_chair')
    expect(await count(18)).toEqual(refused('shop.difference_needs_reason'))
    expect(await count(18, '两袋受潮')).toMatchObject({ value: { difference: -2 } })
    expect(await count(18)).toMatchObject({ value: { difference: 0 } })
    expect(await count(1, '', shelf.haircutId)).toEqual(refused('shop.no_stock_kept'))
    expect(await count(1, '', newEnvelopeId())).toEqual(refused('shop.unknown_good'))
  })

  it('goes on from what came in', async () => {
    const receive = (goodId: string) => send('shop.receive_stock', { goodId, quantity: 10 })
    expect(await receive(shelf.riceId)).toMatchObject({ value: { stock: 28 } })
    expect(await receive(shelf.haircutId)).toEqual(refused('shop.no_stock_kept'))
    expect(await receive(newEnvelopeId())).toEqual(refused('shop.unknown_good'))
    const { steps } = await q.get<{ steps: { kind: string; change: number }[] }>(
      'director',
      'shop.catalogue',
      {},
    )
    const received = steps.filter((step) => step.kind === 'received').map((step) => step.change)
    expect(received.toSorted((a, b) => a - b)).toEqual([10, 20])
  })
})
