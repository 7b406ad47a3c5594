import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openQuarter, place, type Quarter } from '#test/quarter.ts'
import type { VillageState } from './progress/store.ts'

const tenantCode = place.village
let q: Quarter
const refused = (code: string) => expect.objectContaining({ ok: false, code })

beforeAll(async () => {
  q = await openQuarter()
  await q.must('villager_003', 'points.declare', { itemKey: 'ditch', happenedOn: '2026-08-08' })
})
afterAll(() => q.close())

describe('the cycles of a village', () => {
  it('say what waits, and whether they can be closed', async () => {
    const before = await q.get<object[]>('scorekeeper', 'stars.closes', {})
    expect(before).toMatchObject([{ over: false, waiting: 1, close: null }])
    q.clock.set('2026-10-09T02:00:00Z')
    const after = await q.get<object[]>('township_official', 'stars.closes', {})
    expect(after).toMatchObject([{ over: true, waiting: 1, cycle: { state: 'running' } }])
  })

  it('are not for villagers', async () => {
    const seen = await q.see('villager_001', 'stars.closes', { tenantCode })
    expect(seen).toEqual(refused('kernel.not_permitted'))
  })

  it('know no close that is not there', async () => {
    const closeId = q.cycleId
    expect(await q.see('director', 'stars.close_progress', { tenantCode, closeId })).toEqual(
      refused('stars.unknown_close'),
    )
  })
})

describe('the state of the villages below', () => {
  const states = (who: string, code: string) =>
    q.get<VillageState[]>(who, 'stars.state_by_village', { tenantCode: code })

  it('lists each village of the county with its newest cycle and what is overdue', async () => {
    const [own, sibling] = await states('county_official', place.county)
    expect(own).toEqual({
      tenantCode,
      cycle: { unit: 'quarter', year: 2026, number: 3, state: 'running' },
      ...{ waiting: 1, overdue: 1, openAppeals: 0 },
    })
    expect(sibling).toEqual({
      ...{ tenantCode: place.sibling, cycle: null, waiting: 0, overdue: 0, openAppeals: 0 },
    })
  })

  it('never shows another county', async () => {
    const codes = (await states('township_administrator', place.township)).map((v) => v.tenantCode)
    expect(codes).toEqual([tenantCode, place.sibling])
    const other = { tenantCode: place.otherCounty }
    expect(await q.see('county_official', 'stars.state_by_village', other)).toEqual(
      refused('kernel.not_permitted'),
    )
  })
})

describe('the state of a village that closes its quarter', () => {
  it('counts no steps that nobody can take any more, and shows no quarter that has not begun', async () => {
    const early = { unit: 'quarter', year: 2027, number: 1, ruleVersionId: q.versionId }
    await q.must('scorekeeper', 'points.open_cycle', early)
    const state = async () => {
      const [own] = await q.get<VillageState[]>('county_official', 'stars.state_by_village', {
        tenantCode: place.county,
      })
      return own
    }
    expect(await state()).toMatchObject({ cycle: { number: 3, state: 'running' }, waiting: 1 })
    await q.must('scorekeeper', 'stars.start_close', {
      ...{ cycleId: q.cycleId, leaveOutReason: '当事人外出，无法核实' },
    })
    expect(await state()).toMatchObject({ waiting: 0, overdue: 0 })
  })
})

describe('how many households have how many stars', () => {
  it('is nothing before the first result is final', async () => {
    expect(await q.get('guest', 'stars.distribution', {})).toEqual({ cycle: null, households: [] })
  })
})
