import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ids, openRuleBook, place, type RuleBookApp } from '#test/rule-book.ts'

let app: RuleBookApp
beforeAll(async () => {
  app = await openRuleBook()
})
afterAll(() => app.close())

interface Page {
  lines: {
    id: string
    householdCode: string
    overdue: boolean
    alreadyHundredths: number
    item: { key: string }
  }[]
  total: number
  dueToday: number
}
const inbox = (who: string, stage: string, more: object = {}) =>
  app.get<Page>(who, 'points.inbox', { stage, ...more })
const codesOf = (page: Page) => page.lines.map((line) => line.householdCode)

describe('the inbox of whoever verifies', () => {
  beforeAll(async () => {
    for (const [n, code] of ['001', '002', '003', '004'].entries()) {
      app.clock.set(`2026-11-1${n}T02:00:00Z`)
      await app.declare(code, { happenedOn: '2026-11-09', note: n === 1 ? '帮老张收苞米' : '' })
    }
    app.clock.set('2026-11-15T02:00:00Z')
  })

  test('is in the order in which things are due, and names what is overdue', async () => {
    const page = await inbox('scorekeeper', 'verify')
    expect(codesOf(page)).toEqual(['001', '002', '003', '004'])
    expect(page.lines.map((line) => line.overdue)).toEqual([true, true, false, false])
    expect(page).toMatchObject({ total: 4, dueToday: 3 })
    const last = await inbox('scorekeeper', 'verify', { descending: true })
    expect(codesOf(last)).toEqual(['004', '003', '002', '001'])
    expect(codesOf(await inbox('scorekeeper', 'verify', { due: 'overdue' }))).toEqual([
      '001',
      '002',
    ])
    expect(codesOf(await inbox('scorekeeper', 'verify', { due: 'today' }))).toHaveLength(3)
  })

  test('is paged, and searched by number, words, item and clause', async () => {
    const second = await inbox('scorekeeper', 'verify', { offset: 1, limit: 2 })
    expect(codesOf(second)).toEqual(['002', '003'])
    expect(second.total).toBe(4)
    const found = async (search: string) =>
      codesOf(await inbox('scorekeeper', 'verify', { search }))
    expect(await found('２')).toEqual(['002'])
    expect(await found('苞米')).toEqual(['002'])
    expect(await found('5.2')).toHaveLength(4)
    expect(await found('100%')).toEqual([])
  })

  test('of a grid worker holds the households of the own grid', async () => {
    expect(codesOf(await inbox('grid_worker', 'verify'))).toEqual(['002', '004'])
    expect(codesOf(await inbox('grid_worker_2', 'verify'))).toEqual(['001', '003'])
  })

  test('leaves out relatives’ households and what one has declared oneself', async () => {
    await app.must('scorekeeper', 'people.record_kinship', {
      ...{ personId: ids.person('grid_leader'), relation: 'parent' },
      relativeId: ids.person('spouse_003'),
    })
    expect(codesOf(await inbox('grid_leader', 'verify'))).toEqual(['001', '002', '004'])
    const round = { itemKey: 'yard_tidy', happenedOn: '2026-11-12' }
    await app.must('grid_worker', 'points.declare_round', {
      ...{ ...round, households: [{ householdId: ids.household('006') }] },
    })
    expect(codesOf(await inbox('grid_worker', 'verify'))).toEqual(['002', '004'])
    expect(codesOf(await inbox('grid_leader', 'verify'))).toEqual(['001', '002', '004', '006'])
  })

  test('is for those who hold the post', async () => {
    for (const [who, stage] of [
      ['reviewer', 'verify'],
      ['scorekeeper', 'approve'],
      ['villager_001', 'verify'],
    ]) {
      const refused = await app.see(who!, 'points.inbox', { tenantCode: place.village, stage })
      expect(refused).toMatchObject({ code: 'kernel.not_permitted' })
    }
  })
})

test('what goes on reaches the next inbox, each voter once, with what the household already has', async () => {
  const { lines } = await inbox('scorekeeper', 'verify', { search: '001' })
  await app.take(lines[0]!.id, 'approved')
  const deedId = await app.declare('001', { happenedOn: '2026-11-14' })
  await app.take(deedId, 'verified')
  const page = await inbox('reviewer', 'review')
  expect(page.lines).toMatchObject([{ id: deedId, alreadyHundredths: 100, votesFor: 0 }])
  await app.must('reviewer', 'points.review', { votes: [{ deedId, agrees: true }] })
  expect((await inbox('reviewer', 'review')).total).toBe(0)
  expect((await inbox('reviewer_2', 'review')).lines).toMatchObject([{ id: deedId, votesFor: 1 }])
  await app.must('reviewer_2', 'points.review', { votes: [{ deedId, agrees: true }] })
  expect((await inbox('leading_head', 'approve')).lines).toMatchObject([{ id: deedId }])
})

test('the counts are those of the inboxes one has', async () => {
  expect(await app.get('scorekeeper', 'points.waiting_for_me', {})).toEqual({
    verify: { total: 4, overdue: 1 },
  })
  expect(await app.get('leading_member', 'points.waiting_for_me', {})).toEqual({
    approve: { total: 1, overdue: 0 },
  })
})

test('the items one may declare under, with what the household has and how far back one may go', async () => {
  const seen = await app.get<{ items: object[] }>('villager_001', 'points.items', {})
  expect(seen).toMatchObject({
    ...{
      cycle: { id: app.cycleId },
      ...{ soFar: { neighbour_helped: 100 }, waiting: { neighbour_helped: 100 } },
      from: '2026-10-16',
      posts: [],
    },
  })
  expect(seen.items.length).toBeGreaterThan(20)
  expect(await app.get('grid_worker', 'points.items', {})).toMatchObject({
    ...{ soFar: {}, waiting: {}, posts: ['grid_worker'] },
  })
  const entering = (who: string) => app.get(who, 'points.entering', {})
  expect(await entering('grid_worker')).toEqual({ round: true, negative: true })
  expect(await entering('scorekeeper')).toEqual({ round: false, negative: false })
  app.clock.set('2027-02-01T02:00:00Z')
  expect(await entering('grid_worker')).toEqual({ round: false, negative: false })
  expect(await app.get('villager_001', 'points.items', {})).toMatchObject({
    cycle: null,
    items: [],
  })
})

describe('the deeds of a household', () => {
  test('are for its members and for officers, whose look is shown to the members', async () => {
    const own = await app.get('spouse_001', 'points.household', {})
    expect(own).toMatchObject({ total: 2, lookedAt: [], lines: [{ happenedOn: '2026-11-14' }, {}] })
    const of = { householdId: ids.household('001') }
    const seen = await app.get('township_official', 'points.household', of)
    expect(seen).toMatchObject({ total: 2 })
    const refused = await app.see('villager_002', 'points.household', {
      ...{ tenantCode: place.village, ...of },
    })
    expect(refused).toMatchObject({ code: 'kernel.not_permitted' })
    const looks = await app.get<object>('villager_001', 'audit.looks', {})
    expect(JSON.stringify(looks)).toContain('points.household')
    const other = { ...of, cycleId: ids.household('001') }
    expect(await app.get('scorekeeper', 'points.household', other)).toMatchObject({ total: 0 })
  })

  test('one deed: officers and the household see who voted, nobody else sees it', async () => {
    const { lines } = await app.get<Page>('villager_001', 'points.household', {})
    const deedId = lines[0]!.id
    const named = await app.get<{ steps: { kind: string; byName: string | null }[] }>(
      ...(['supervision_member', 'points.deed', { deedId }] as const),
    )
    const votes = (steps: typeof named.steps) => steps.filter((step) => step.kind === 'voted_for')
    const names = ['演示reviewer', '演示reviewer_2']
    expect(votes(named.steps).map((step) => step.byName)).toEqual(names)
    const own = await app.get<typeof named>('villager_001', 'points.deed', { deedId })
    expect(votes(own.steps).map((step) => step.byName)).toEqual(names)
    const { looks } = await app.get<{ looks: { post: string; query: string }[] }>(
      ...(['villager_001', 'audit.looks', {}] as const),
    )
    const read = looks.filter((look) => look.query === 'points.deed')
    expect(read.map((look) => look.post)).toEqual(['supervision_member'])
    const refused = await app.see('villager_002', 'points.deed', {
      tenantCode: place.village,
      deedId,
    })
    expect(refused).toMatchObject({ code: 'points.not_yours' })
    const nothing = { tenantCode: place.village, deedId: app.cycleId }
    expect(await app.see('villager_002', 'points.deed', nothing)).toMatchObject({
      code: 'points.unknown_deed',
    })
  })
})
