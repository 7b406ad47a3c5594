import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verdictOn } from '#test/altered.ts'
import { openQuarter, type Quarter } from '#test/quarter.ts'
import { ids, makeFinal, minutes, readersOf, scheme } from '#test/shop.ts'

let q: Quarter
let see: ReturnType<typeof readersOf>
const refused = (code: string, details = {}) =>
  expect.objectContaining({ ok: false, code, details: expect.objectContaining(details) })
const tenantCode = '231282106202'
const send = (name: string, input: object, who = 'director') =>
  q.send(who, name, { tenantCode, ...input })
const money = { source: 'township_grant', note: '乡村振兴补助', ...minutes('2026-08-09') }

beforeAll(async () => {
  q = await openQuarter()
  see = readersOf(q)
})
afterAll(() => q.close())

describe('what is resolved about points', () => {
  it('needs a resolution before there is money for it', async () => {
    expect(await send('shop.fund_pool', { ...money, amountFen: 1000 })).toEqual(
      refused('shop.no_scheme'),
    )
  })

  it.each<[string, object]>([
    ['shop.not_before_tomorrow', { effectiveFrom: '2026-08-10' }],
    ['shop.resolution_in_future', { heldOn: '2026-08-11' }],
    ['compact.not_quorate', { present: 10, agreed: 10 }],
    ['compact.not_carried', { agreed: 5 }],
  ])('is refused as %s', async (code, facts) => {
    expect(await send('shop.resolve_scheme', { ...scheme, ...facts })).toEqual(refused(code))
  })

  it('holds from a day on, once for each day, at a worth that stays', async () => {
    expect(await send('shop.resolve_scheme', scheme)).toMatchObject({ ok: true })
    expect(await send('shop.resolve_scheme', scheme)).toEqual(refused('shop.same_day'))
    const dearer = { ...scheme, pointFen: 60, effectiveFrom: '2026-09-01' }
    expect(await send('shop.resolve_scheme', dearer)).toEqual(
      refused('shop.worth_fixed', { pointFen: 50 }),
    )
  })
})

describe('crediting', () => {
  it('gives nothing before the scores are final', async () => {
    await q.must('secretary', 'shop.fund_pool', { ...money, amountFen: 1200 })
    await q.job('shop.credit')
    expect(await send('shop.credit_slice', { scores: 5 }, 'system')).toEqual(
      refused('shop.nothing_due'),
    )
    expect(await see.balance('001')).toBe(0)
  })

  it('gives what the pool covers, oldest first, and then waits with a warning', async () => {
    await makeFinal(q)
    await q.job('shop.credit')
    const { pool, paused, waiting } = await q.get<{
      pool: { circulatingHundredths: number; freeFen: number; liabilityFen: number }
      paused: { households: number }
      waiting: number
    }>('supervision_chair', 'shop.pool', {})
    const [first, second] = [await see.balance('001'), await see.balance('002')]
    expect(pool.circulatingHundredths).toBe(first + second)
    expect(pool.freeFen).toBe(1200 - pool.liabilityFen)
    expect([first, second].toSorted((a, b) => a - b)[0]).toBe(0)
    expect(paused.households).toBe(waiting)
    const told = await q.get<{ messages: { kind: string; facts: object }[] }>(
      'director',
      'notices.mine',
      {},
    )
    expect(told.messages.filter((one) => one.kind === 'shop_paused')).toHaveLength(1)
    const open = await q.get<{ paused: { households: number } }>('guest', 'shop.open', {})
    expect(open.paused.households).toBe(waiting)
  })

  it('does not try again while there is no more money', async () => {
    expect(await q.get('system', 'shop.due_credits', {})).toEqual([])
    expect((await verdictOn(q.app.kernel.database)).differences).toEqual([])
  })

  it('goes on when the pool is filled, loses nothing and gives nothing twice', async () => {
    await q.must('chair', 'shop.fund_pool', { ...money, amountFen: 100_000 })
    await q.job('shop.credit')
    expect([await see.balance('001'), await see.balance('002')]).toEqual([2000, 1000])
    await q.job('shop.credit')
    expect(await see.balance('001')).toBe(2000)
    const view = await q.get<{ waiting: number; paused: null; pool: { liabilityFen: number } }>(
      'chair',
      'shop.pool',
      {},
    )
    expect(view).toMatchObject({ waiting: 0, paused: null, pool: { liabilityFen: 1500 } })
    const balances = await q.get<{ balances: { posted: number }[] }>(
      'villager_001',
      'journal.statement',
      { householdId: ids.household('001'), account: 'household_dividend' },
    )
    expect(balances.balances).toMatchObject([{ posted: 1000 }])
  })

  it('leaves the rating as it is', async () => {
    const rating = await q.get<{ balances: { posted: number }[]; lines: object[] }>(
      'villager_001',
      'journal.statement',
      { householdId: ids.household('001') },
    )
    expect(rating.balances).toMatchObject([{ posted: 2000 }])
    expect(rating.lines).toHaveLength(2)
  })
})
