import { afterAll, beforeAll, expect, test } from 'vitest'
import { ids, openRuleBook, type RuleBookApp } from '#test/rule-book.ts'

let app: RuleBookApp
beforeAll(async () => {
  app = await openRuleBook()
})
afterAll(() => app.close())

const waste = { itemKey: 'waste_sorted', happenedOn: '2026-11-20', note: '入户看过' }
const even = ['002', '004', '006', '008', '010', '012']
const households = (codes: readonly string[]) =>
  codes.map((code) => ({ householdId: ids.household(code) }))

interface Report {
  entered: { householdId: string; deedId: string }[]
  refused: { householdId: string; code: string }[]
}

test('a grid worker sees the taking-part households of the grid, and enters them at once', async () => {
  const list = await app.get<{ code: string }[]>('grid_worker', 'points.round_list', {})
  expect(list.map((household) => household.code)).toEqual(even)
  const all = await app.get<object[]>('scorekeeper', 'points.round_list', {})
  expect(all).toHaveLength(12)
  const input = { ...waste, households: households(even) }
  const report = await app.must<Report>('grid_worker', 'points.declare_round', input)
  expect(report.entered).toHaveLength(6)
  const seen = await app.get<object>('villager_002', 'points.deed', {
    deedId: report.entered[0]!.deedId,
  })
  expect(seen).toMatchObject({
    declarer: 'grid_worker',
    roundId: expect.any(String),
    note: '入户看过',
  })
})

test('a household that cannot get it is named and stops nobody', async () => {
  const codes = ['002', '002', '003', '004']
  const input = { ...waste, happenedOn: '2026-11-19', households: households(codes) }
  const report = await app.must<Report>('grid_worker', 'points.declare_round', input)
  expect(report.entered.map((e) => e.householdId)).toEqual(
    ['002', '004'].map((code) => ids.household(code)),
  )
  expect(report.refused).toMatchObject([
    { householdId: ids.household('003'), code: 'points.not_your_item' },
  ])
})

test('when nobody can get it the reason is the answer, and nothing is written', async () => {
  const input = { ...waste, households: households(even) }
  expect(await app.act('grid_worker', 'points.declare_round', input)).toBe('points.duplicate')
  const outside = { ...waste, households: households(['003']) }
  expect(await app.act('grid_worker', 'points.declare_round', outside)).toBe('points.not_your_item')
})

test('sixty households fit in one round, sixty-one do not', async () => {
  const sixty = Array.from({ length: 60 }, (_, n) => ({ householdId: ids.household(`x${n}`) }))
  const unknown = { ...waste, households: sixty }
  expect(await app.act('grid_worker', 'points.declare_round', unknown)).toBe('points.not_your_item')
  expect(await app.act('grid_leader', 'points.declare_round', unknown)).toBe('points.not_your_item')
  const tooMany = { ...unknown, households: [...sixty, ...households(['001'])] }
  expect(await app.act('grid_worker', 'points.declare_round', tooMany)).toBe('kernel.invalid_input')
})

test.each(['villager_001', 'reviewer', 'supervision_member', 'township_official'])(
  'is not for %s',
  async (who) => {
    const input = { ...waste, households: households(['001']) }
    expect(await app.act(who, 'points.declare_round', input)).toBe('kernel.not_permitted')
  },
)
