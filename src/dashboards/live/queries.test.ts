import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openQuarter, place, type Quarter } from '#test/quarter.ts'
import type { LiveVillage } from './queries.ts'

let q: Quarter
const live = (tenantCode: string, who = 'guest') =>
  q.get<LiveVillage[]>(who, 'dashboards.live_villages', { tenantCode })

beforeAll(async () => {
  q = await openQuarter()
})
afterAll(() => q.close())

const yongfeng = { code: place.village, name: '永丰村', inside: '测试镇' }

describe('the villages that have begun', () => {
  it('are those with a rule book, for everybody, below any place', async () => {
    const found = [{ ...yongfeng, insideCode: place.township, latestAt: null }]
    for (const code of [place.county, place.township, place.village]) {
      expect(await live(code)).toEqual(found)
    }
    expect(await live(place.county, 'villager_001')).toEqual(found)
    expect(await live(place.sibling)).toEqual([])
    expect(await live(place.otherCounty)).toEqual([])
  })

  it('say when they hung their latest notice', async () => {
    q.clock.set('2026-10-09T02:00:00Z')
    const begun = { cycleId: q.cycleId }
    const { closeId } = await q.must<{ closeId: string }>('director', 'stars.start_close', begun)
    await q.job('stars.draft')
    expect(await live(place.county)).toMatchObject([{ ...yongfeng, latestAt: null }])
    await q.must('leading_head', 'stars.publish', { closeId })
    expect(await live(place.county)).toMatchObject([
      { ...yongfeng, latestAt: '2026-10-09T02:00:00.000Z' },
    ])
  })
})
