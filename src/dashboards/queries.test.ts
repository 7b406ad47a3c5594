import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '#test/app.ts'
import { ids, openQuarter, place, type Quarter } from '#test/quarter.ts'
import type { Home } from './home/queries.ts'
import type { Today } from './today/queries.ts'

const tenantCode = place.village
let q: Quarter
const home = (who: string) => q.get<Home>(who, 'dashboards.home', {})
const today = (who: string, code: string = tenantCode) =>
  q.get<Today>(who, 'dashboards.today', { tenantCode: code })
const refused = (code: string) => expect.objectContaining({ ok: false, code })

beforeAll(async () => {
  q = await openQuarter()
})
afterAll(() => q.close())

describe('a villager’s first page', () => {
  it('works before anything has happened', async () => {
    expect(await home('villager_001')).toMatchObject({
      ...{ code: '001', takesPart: true, scores: [], recent: [], returned: [], hearings: [] },
      ...{ notices: [], hanging: null, running: { totalHundredths: 0 } },
    })
  })

  it('shows what changed, and what was sent back for my word', async () => {
    await q.deed('001', 'ditch')
    const input = { itemKey: 'road', happenedOn: '2026-08-09' }
    const { deedId } = await q.must<{ deedId: string }>('villager_001', 'points.declare', input)
    const back = { deedIds: [deedId], decision: 'return', reason: '请写明是哪一段路' }
    await q.must('scorekeeper', 'points.verify', back)
    const seen = await home('villager_001')
    expect(seen.recent.map((deed) => deed.state)).toEqual(['returned', 'approved'])
    expect(seen.returned.map((deed) => deed.id)).toEqual([deedId])
    expect(seen.running).toMatchObject({ totalHundredths: 1000, stars: 1 })
  })

  it('shows praise of mine that was sent back, and to nobody else', async () => {
    const praise = { itemKey: 'elder', happenedOn: '2026-08-09', householdCode: '003' }
    const { deedId } = await q.must<{ deedId: string }>('villager_002', 'points.declare', praise)
    const back = { deedIds: [deedId], decision: 'return', reason: '请写明是哪一天' }
    await q.must('scorekeeper', 'points.verify', back)
    expect((await home('villager_002')).returned.map((deed) => deed.id)).toEqual([deedId])
    // The praised household is not asked for what only the neighbour can add.
    expect((await home('villager_003')).returned).toEqual([])
  })

  it('is for residents alone', async () => {
    const asked = (who: string) => q.see(who, 'dashboards.home', { tenantCode })
    expect(await asked('director')).toEqual(refused('kernel.not_permitted'))
    expect(await asked('guest')).toEqual(refused('kernel.not_signed_in'))
  })
})

describe('an office in the morning', () => {
  it('finds what waits for its posts and nothing else', async () => {
    await q.must('villager_004', 'points.declare', { itemKey: 'ditch', happenedOn: '2026-08-09' })
    const keeper = await today('scorekeeper')
    expect(keeper.waiting.verify).toMatchObject({ total: 1, overdue: 0 })
    expect(keeper.soonest).toMatchObject([{ stage: 'verify', householdCode: '004' }])
    expect(keeper.closes).toMatchObject([{ step: 'running', endsOn: '2026-09-30' }])
    expect(keeper).toMatchObject({ objections: null, below: null })
    const member = await today('council_member')
    expect(member).toMatchObject({ waiting: {}, soonest: [], closes: null, objections: null })
  })

  it('finds the close whose turn it is, and the notices that hang', async () => {
    q.clock.set('2026-10-09T02:00:00Z')
    expect((await today('director')).closes).toMatchObject([{ step: 'start', waiting: 1 }])
    const leaveOutReason = '核实人请了长假'
    const begun = { cycleId: q.cycleId, leaveOutReason }
    const { closeId } = await q.must<{ closeId: string }>('director', 'stars.start_close', begun)
    expect((await today('leading_head')).closes).toMatchObject([{ step: 'drafting', closeId }])
    await q.job('stars.draft')
    expect((await today('leading_head')).closes).toMatchObject([{ step: 'publish', closeId }])
    await q.must('leading_head', 'stars.publish', { closeId })
    const after = await today('council_member')
    expect(after.notices).toMatchObject([{ lastDay: '2026-10-16' }])
    const own = await home('villager_001')
    expect(own.hanging?.noticeId).toBe(own.notices[0]?.id)
    // What was sent back can no longer be added to once its cycle is closed.
    expect(own.returned).toEqual([])
  })

  it('counts objections for those who answer them', async () => {
    const { hanging } = await home('villager_001')
    const objecting = { noticeId: hanging!.noticeId, line: 1, grounds: '少算了一次清沟。' }
    await q.must('villager_001', 'appeals.file', objecting)
    const members = ['supervision_chair', 'supervision_member', 'supervision_member_2']
    const seen = await Promise.all(members.map((who) => today(who)))
    expect(seen.map((one) => one.objections?.open)).toEqual([1, 1, 1])
    expect(seen.reduce((sum, one) => sum + (one.objections?.mine ?? 0), 0)).toBe(1)
  })

  it('shows a county which villages are late', async () => {
    const next = { ruleVersionId: q.versionId, unit: 'quarter', year: 2026, number: 4 }
    await q.must('scorekeeper', 'points.open_cycle', next)
    await q.must('villager_004', 'points.declare', { itemKey: 'ditch', happenedOn: '2026-10-08' })
    q.clock.set('2026-10-14T02:00:00Z')
    const seen = await today('county_official', place.county)
    expect(seen.below).toMatchObject({
      ...{ villages: 2, lateCount: 1 },
      late: [{ tenantCode, name: '永丰村', overdue: 1, openAppeals: 1 }],
    })
  })

  it('is for those who hold a post there, in their own name', async () => {
    const asked = (who: string) => q.see(who, 'dashboards.today', { tenantCode })
    expect(await asked('villager_001')).toEqual(refused('kernel.not_permitted'))
    expect(await asked('county_official')).toEqual(refused('kernel.not_permitted'))
  })
})

describe('a new place', () => {
  it('shows those who set it up what is done and what comes next', async () => {
    const fresh = await openTestApp()
    const steps = async (who: string, code: string) => {
      const seen = await fresh.see(who, 'dashboards.today', { tenantCode: code })
      if (!seen.ok) throw new Error(seen.code)
      const { beginning } = seen.value as Today
      return beginning && Object.fromEntries(beginning.map(({ key, done }) => [key, done]))
    }
    const county = { officials: true, villages: true, settings: false }
    expect(await steps('county_administrator', place.county)).toEqual(county)
    const village = {
      ...{ divisions: true, roster: true, bodies: true },
      ...{ settings: false, rules: false, quarter: false },
    }
    expect(await steps('village_administrator', tenantCode)).toEqual(village)
    const decided = { key: 'notices.days', validFrom: '2026-12-01', value: 9, verified: true }
    const input = { tenantCode, ...decided, source: '村民会议 2026 年 11 月 20 日决议' }
    expect(await fresh.send('director', 'settings.decide', input)).toMatchObject({ ok: true })
    expect(await steps('director', tenantCode)).toEqual({ ...village, settings: true })
    expect(await steps('county_official', place.county)).toBeNull()
    expect(await steps('reviewer', tenantCode)).toBeNull()
    await fresh.close()
  })

  it('gives way to the work of the day with its first quarter', async () => {
    expect((await today('village_administrator')).beginning).toBeNull()
    expect((await today('county_administrator', place.county)).beginning).toBeNull()
  })
})

describe('who is signed in', () => {
  it('is told by name, homes and posts', async () => {
    expect(await q.get('villager_001', 'dashboards.me', {})).toEqual({
      name: '演示户主001',
      residences: [{ tenantCode, place: '永丰村', householdId: ids.household('001'), code: '001' }],
      ...{ posts: [], behalf: null },
    })
    expect(await q.get('director', 'dashboards.me', {})).toMatchObject({
      residences: [],
      posts: [{ tenantCode, post: 'director', organisationKind: 'villagers_committee' }],
    })
  })
})
