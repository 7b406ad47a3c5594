import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openQuarter, place, type Quarter } from '#test/quarter.ts'
import type { VillageStanding } from './queries.ts'

const tenantCode = place.village
let q: Quarter
const standing = (who: string) => q.get<VillageStanding>(who, 'dashboards.village', { tenantCode })
const declare = (who: string, itemKey: string) =>
  q.must<{ deedId: string }>(who, 'points.declare', { itemKey, happenedOn: '2026-08-09' })

beforeAll(async () => {
  q = await openQuarter()
})
afterAll(() => q.close())

describe('a village as those above it see it', () => {
  it('shows what waits, at which step, under which clause and with which post', async () => {
    await declare('villager_001', 'ditch')
    await declare('villager_002', 'ditch')
    const { deedId } = await declare('villager_003', 'elder')
    await q.must('scorekeeper', 'points.verify', { deedIds: [deedId], decision: 'confirm' })
    const seen = await standing('township_official')
    expect(seen).toMatchObject({ waiting: 3, overdue: 0, openAppeals: 0, objections: [] })
    expect(seen.cycle).toMatchObject({ year: 2026, number: 3, state: 'running' })
    expect(seen.closes).toMatchObject([{ step: 'running', endsOn: '2026-09-30' }])
    const facts = { overdue: 0, oldestDueOn: null }
    expect(seen.steps).toMatchObject([
      { ...facts, stage: 'verify', item: { clause: '1.1' }, post: 'grid_worker', waiting: 2 },
      { ...facts, stage: 'review', item: { clause: '2.1' }, post: 'reviewer', waiting: 1 },
    ])
  })

  it('shows since when a step is overdue, the oldest first, as the overview counts it', async () => {
    q.clock.set('2026-09-10T02:00:00Z')
    const seen = await standing('county_official')
    expect(seen.overdue).toBe(3)
    const late = seen.steps.filter((step) => step.overdue > 0)
    expect(late.reduce((sum, step) => sum + step.overdue, 0)).toBe(seen.overdue)
    for (const { oldestDueOn } of late) expect(oldestDueOn).toMatch(/^2026-08-\d\d$/)
    const days = late.map((step) => step.oldestDueOn ?? '')
    expect(days).toEqual([...days].sort())
  })

  it('names no household and no person', async () => {
    const text = JSON.stringify(await standing('county_official'))
    expect(text).not.toContain('演示')
    expect(text).not.toContain('household')
    expect(text).not.toContain('personId')
  })

  it('counts deductions without their clause', async () => {
    const noted = { itemKey: 'straw', happenedOn: '2026-09-08', householdCode: '005' }
    await q.must('grid_leader', 'points.note_negative', {
      ...noted,
      note: '提醒后仍在路上堆放秸秆',
    })
    const { steps } = await standing('township_official')
    expect(steps.filter((step) => step.item === null)).toMatchObject([
      { stage: 'review', post: 'reviewer', waiting: 1 },
    ])
    expect(JSON.stringify(steps)).not.toContain('秸秆')
  })

  it('lists objections with their due day for those who may review, and counts them for others', async () => {
    const objection = await objected()
    const seen = await standing('county_official')
    expect(seen.openAppeals).toBe(1)
    expect(seen.objections).toMatchObject([objection])
    expect(seen.objections?.[0]?.answerDueOn).toMatch(/^2026-/)
    const administrator = await standing('county_administrator')
    expect(administrator).toMatchObject({ openAppeals: 1, objections: null })
  })

  it('is for the officials and administrators above, nobody else', async () => {
    const code = async (who: string) => {
      const seen = await q.see(who, 'dashboards.village', { tenantCode })
      return seen.ok ? 'ok' : seen.code
    }
    expect(await code('township_administrator')).toBe('ok')
    expect(await code('director')).toBe('kernel.not_permitted')
    expect(await code('villager_001')).toBe('kernel.not_permitted')
    expect(await code('guest')).toBe('kernel.not_signed_in')
  })
})

/** A refused deed that its household objects to. */
async function objected() {
  const { deedId } = await q.must<{ deedId: string }>('villager_006', 'points.declare', {
    ...{ itemKey: 'ditch', happenedOn: '2026-09-09' },
  })
  await q.must('scorekeeper', 'points.verify', { deedIds: [deedId], decision: 'confirm' })
  const votes = [{ deedId, agrees: false, reason: '不是本村的沟' }]
  await q.must('reviewer', 'points.review', { votes })
  await q.must('reviewer_2', 'points.review', { votes })
  const about = { subjectKind: 'points.deed', subjectId: deedId }
  const { number } = await q.must<{ number: string }>('villager_006', 'appeals.file', {
    ...{ ...about, grounds: '这条沟就在本村三组。' },
  })
  return { number }
}
