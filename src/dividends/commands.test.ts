import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Dividends, ids, minutes, openDividends, place, planned } from '#test/dividends.ts'

const tenantCode = place.village
let d: Dividends
let dividendId: string
let noticeId: string

const refused = (code: string, details = {}) =>
  expect.objectContaining({ ok: false, code, details: expect.objectContaining(details) })
const send = (name: string, input: object, who = 'chair') =>
  d.send(who, name, { tenantCode, ...input })
const resolve = (facts: object) =>
  send('dividends.resolve', { dividendId, ...minutes('2026-10-17'), ...facts })
const finalise = () => send('dividends.finalise', { dividendId }, 'system')

interface View {
  lines: { household: string; amountFen: number; exact: string }[]
  totalHundredths: number
}
const view = () => d.get<View>('supervision_member', 'dividends.one', { dividendId })

beforeAll(async () => {
  d = await openDividends()
})
afterAll(() => d.close())

describe('a plan', () => {
  it.each<[string, object]>([
    ['dividends.year_to_come', { year: 2027 }],
    ['dividends.nobody_named', { shareBy: ids.person('villager_001') }],
    ['dividends.over_cap', { poolFen: 20_001 }],
  ])('is refused as %s', async (code, facts) => {
    expect(await send('dividends.plan', { ...planned, ...facts })).toEqual(refused(code))
  })

  it('gives way to the next one of its year while nothing is announced', async () => {
    const first = await d.must<{ dividendId: string }>('board_member', 'dividends.plan', {
      ...{ ...planned, poolFen: 20_000 },
    })
    const second = await d.must<{ dividendId: string }>('chair', 'dividends.plan', planned)
    dividendId = second.dividendId
    const { dividends } = await d.get<{ dividends: { id: string; state: string }[] }>(
      'supervision_chair',
      'dividends.office',
      {},
    )
    expect(dividends).toMatchObject([{ id: dividendId, state: 'planned' }])
    expect(await d.see('chair', 'dividends.one', { tenantCode, ...first })).toEqual(
      refused('dividends.unknown_dividend'),
    )
  })

  it('is previewed to the fen, and shown to nobody outside the office', async () => {
    const { lines, totalHundredths } = await view()
    expect(totalHundredths).toBe(1500)
    expect(lines).toMatchObject([
      { household: '001', pointsHundredths: 1000, amountFen: 6667, exact: '66.666666' },
      { household: '002', pointsHundredths: 500, amountFen: 3333, exact: '33.333333' },
    ])
    expect(JSON.stringify(lines)).not.toContain('number')
    const seen = await d.get('guest', 'dividends.open', {})
    expect(seen).toMatchObject({ dividends: [], shown: null, rows: [] })
    expect(await d.get('villager_001', 'dividends.mine', {})).toMatchObject({
      ...{ balanceHundredths: 1000, statements: [] },
    })
  })
})

describe('a resolution', () => {
  it.each<[string, object]>([
    ['dividends.unknown_dividend', { dividendId: ids.household('001') }],
    ['dividends.resolution_in_future', { heldOn: '2026-10-18' }],
    ['compact.not_quorate', { present: 10, agreed: 10 }],
    ['compact.not_carried', { agreed: 5 }],
  ])('is refused as %s', async (code, facts) => {
    expect(await resolve(facts)).toEqual(refused(code))
  })

  it('announces a line for each household, sets the money aside and pays nothing', async () => {
    expect(await finalise()).toEqual(refused('dividends.not_announced'))
    const done = await d.must<{ noticeId: string; endsAt: string }>('chair', 'dividends.resolve', {
      ...{ dividendId, ...minutes('2026-10-17') },
    })
    noticeId = done.noticeId
    expect(done).toMatchObject({ households: 2, endsAt: '2026-10-24T16:00:00.000Z' })
    const hung = await d.get<{ lines: { content: object }[] }>('guest', 'notices.notice', {
      noticeId,
    })
    expect(hung.lines.map((line) => line.content)).toEqual([
      { household: '001', values: { points: 1000, amount: '66.67' } },
      { household: '002', values: { points: 500, amount: '33.33' } },
    ])
    expect([await d.posted('dividend_pool'), await d.posted('household_payable', '001')]).toEqual([
      10_000, 0,
    ])
    const told = await d.get<{ messages: object[] }>('spouse_001', 'notices.mine', {})
    expect(told.messages).toContainEqual(
      expect.objectContaining({
        kind: 'dividend_announced',
        facts: { year: 2026, amount: '66.67', until: '2026-10-24', href: '/dividends' },
      }),
    )
  })

  it('is entered once, and the year has no other', async () => {
    expect(await resolve({})).toEqual(refused('dividends.already_announced', { year: 2026 }))
    expect(await send('dividends.plan', planned)).toEqual(refused('dividends.year_taken'))
  })

  it('shows everybody a table from which all can be reckoned again', async () => {
    const seen = await d.get<{ rows: { number: number; amountFen: number }[] }>(
      'guest',
      'dividends.open',
      { year: 2026 },
    )
    expect(seen).toMatchObject({ total: 2, totalHundredths: 1500, shown: { poolFen: 10_000 } })
    expect(seen.rows.map((row) => row.number)).toEqual([1, 2])
    expect(seen.rows.reduce((sum, row) => sum + row.amountFen, 0)).toBe(10_000)
    expect(JSON.stringify(seen.rows)).not.toContain('household')
    expect(await d.see('guest', 'dividends.open', { tenantCode, year: 2025 })).toEqual(
      refused('dividends.unknown_dividend'),
    )
  })

  it('shows a household its own reckoning', async () => {
    const { statements } = await d.get<{ statements: object[] }>(
      'villager_002',
      'dividends.mine',
      {},
    )
    expect(statements).toMatchObject([
      {
        ...{ year: 2026, state: 'announced', pointsHundredths: 500, totalHundredths: 1500 },
        ...{ poolFen: 10_000, exact: '33.333333', amountFen: 3333, noticeId, objections: 0 },
      },
    ])
  })
})

describe('the end of the notice', () => {
  it('is waited for', async () => {
    d.clock.set('2026-10-24T15:59:59Z')
    expect(await finalise()).toEqual(refused('dividends.still_running'))
    expect(await d.get('system', 'dividends.due', {})).toEqual([])
    await d.job('dividends.finalise')
    expect(await d.posted('household_payable', '001')).toBe(0)
  })

  it('makes the money the households’ own and uses up the points, exactly', async () => {
    d.clock.set('2026-10-24T16:00:00Z')
    await d.job('dividends.finalise')
    expect([
      await d.posted('household_payable', '001'),
      await d.posted('household_payable', '002'),
    ]).toEqual([6667, 3333])
    expect(await d.posted('dividend_pool')).toBe(0)
    expect([
      await d.posted('household_dividend', '001'),
      await d.posted('dividend_issued'),
    ]).toEqual([0, 0])
    const told = await d.get<{ messages: object[] }>('villager_002', 'notices.mine', {})
    const facts = expect.objectContaining({ amount: '33.33' })
    const isFinal = expect.objectContaining({ kind: 'dividend_final', facts })
    expect(told.messages).toContainEqual(isFinal)
    expect(await finalise()).toEqual(refused('dividends.not_announced'))
    expect(await d.get('villager_001', 'dividends.mine', {})).toMatchObject({
      ...{ balanceHundredths: 0, statements: [{ state: 'final', amountFen: 6667 }] },
    })
  })

  it('leaves nothing to split for the next year', async () => {
    const next = await d.must<{ dividendId: string }>('chair', 'dividends.plan', {
      ...{ ...planned, year: 2025 },
    })
    expect(await resolve({ ...next, heldOn: '2026-10-24' })).toEqual(refused('dividends.no_points'))
  })
})
