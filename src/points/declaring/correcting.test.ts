import { afterAll, beforeAll, expect, test } from 'vitest'
import { openRuleBook, type RuleBookApp } from '#test/rule-book.ts'

let app: RuleBookApp
beforeAll(async () => {
  app = await openRuleBook()
})
afterAll(() => app.close())

const sendBack = (deedId: string, who = 'grid_worker_2') =>
  app.must(who, 'points.verify', { deedIds: [deedId], decision: 'return', reason: '请写清哪一天' })

test('a returned deed is told, put right and checked again by the same verifier', async () => {
  const deedId = await app.declare('001', { note: '帮忙' })
  await sendBack(deedId)
  const { waiting } = await app.get<{ waiting: object[] }>('villager_001', 'notices.mine', {})
  expect(waiting[0]).toMatchObject({
    kind: 'deed_returned',
    facts: { reason: '请写清哪一天', needs: true, item: { en: expect.any(String) } },
  })
  expect(await app.get('villager_001', 'points.deed', { deedId })).toMatchObject({
    ...{ state: 'returned', may: { amend: true, withdraw: true } },
  })
  const better = { deedId, note: '11 月 20 日帮老张家收苞米', happenedOn: '2026-11-20' }
  await app.must('villager_001', 'points.amend', better)
  const seen = await app.get<{ steps: object[] }>('villager_001', 'points.deed', { deedId })
  expect(seen).toMatchObject({ state: 'declared', note: better.note, happenedOn: '2026-11-20' })
  expect(seen.steps).toMatchObject([
    { kind: 'declared' },
    { kind: 'returned', byName: '演示grid_worker_2', reason: '请写清哪一天' },
    { kind: 'amended', reason: '2026-11-21:帮忙' },
  ])
  const again = { deedIds: [deedId], decision: 'confirm', evidence: 'witness' }
  expect(await app.act('grid_worker_2', 'points.verify', again)).toMatchObject({ count: 1 })
})

test('the household it is for may change it, and only while it is returned', async () => {
  const deedId = await app.declare('003')
  const amend = (who: string, more = {}) => app.act(who, 'points.amend', { deedId, ...more })
  expect(await amend('villager_003')).toBe('points.already_decided')
  await sendBack(deedId)
  expect(await app.get('spouse_003', 'points.deed', { deedId })).toMatchObject({
    ...{ own: true, declared: false, may: { amend: true, withdraw: true } },
  })
  expect(await amend('villager_002')).toBe('points.not_yours')
  expect(await amend('reviewer')).toBe('kernel.not_permitted')
  expect(await amend('villager_003', { happenedOn: '2026-09-30' })).toBe('points.no_open_cycle')
  expect(await amend('villager_003', { happenedOn: '2026-11-24' })).toBe('points.in_future')
  expect(await amend('villager_003', { valueHundredths: 5000 })).toBe('points.value_out_of_range')
  expect(await amend('spouse_003', { note: '好的' })).toMatchObject({ deedId })
  const seen = await app.get<{ steps: object[] }>('villager_003', 'points.deed', { deedId })
  expect(seen.steps.at(-1)).toMatchObject({ kind: 'amended', byName: '演示配偶003' })
})

test('a deed stays in its cycle', async () => {
  app.clock.set('2027-01-04T02:00:00Z')
  const next = { ruleVersionId: app.versionId, unit: 'quarter', year: 2027, number: 1 }
  await app.must('scorekeeper', 'points.open_cycle', next)
  const deedId = await app.declare('005', { happenedOn: '2026-12-30' })
  await sendBack(deedId)
  const moved = { deedId, happenedOn: '2027-01-02' }
  expect(await app.act('villager_005', 'points.amend', moved)).toBe('points.other_cycle')
  expect(await app.act('scorekeeper', 'points.open_cycle', next)).toBe('points.cycle_exists')
})

test('a neighbour’s returned praise goes back to the neighbour, not to the household', async () => {
  const praise = { itemKey: 'neighbour_helped', happenedOn: '2027-01-02', householdCode: '007' }
  const { deedId } = await app.must<{ deedId: string }>('villager_006', 'points.declare', praise)
  await sendBack(deedId)
  const told = async (who: string) => {
    type Told = { kind: string }[]
    const mine = await app.get<{ waiting: Told; messages: Told }>(who, 'notices.mine', {})
    return [...mine.waiting, ...mine.messages].map((message) => message.kind)
  }
  expect(await told('villager_006')).toContain('deed_returned')
  expect(await told('villager_007')).not.toContain('deed_returned')
  expect(await app.get('villager_006', 'points.declared_by_me', {})).toMatchObject({
    ...{ total: 1, lines: [{ id: deedId, householdCode: '007', state: 'returned' }] },
  })
  expect(await app.get('villager_006', 'points.deed', { deedId })).toMatchObject({
    ...{ own: false, declared: true, personName: null, may: { amend: true, object: false } },
  })
  expect(await app.get('villager_007', 'points.deed', { deedId })).toMatchObject({
    ...{ own: true, may: { amend: false, withdraw: false } },
  })
  expect(await app.act('villager_007', 'points.amend', { deedId })).toBe('points.not_yours')
})

test('a declaration is taken back before it is confirmed, not after', async () => {
  const deedId = await app.declare('008', { happenedOn: '2027-01-02' })
  expect(await app.act('villager_009', 'points.withdraw', { deedId })).toBe('points.not_yours')
  expect(await app.act('spouse_008', 'points.withdraw', { deedId })).toEqual({ deedId })
  expect(await app.act('villager_008', 'points.withdraw', { deedId })).toBe(
    'points.already_decided',
  )
  const other = await app.declare('008', { happenedOn: '2027-01-02' })
  await app.take(other, 'verified')
  expect(await app.act('villager_008', 'points.withdraw', { deedId: other })).toBe(
    'points.already_decided',
  )
  const nowhere = { deedId: app.cycleId }
  expect(await app.act('villager_008', 'points.withdraw', nowhere)).toBe('points.unknown_deed')
})
