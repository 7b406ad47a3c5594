import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { ids, keepPhoto, openRuleBook, type RuleBookApp } from '#test/rule-book.ts'
import { runJob } from '#web/jobs.ts'
import points from '../module.ts'

const calendar = vi.hoisted(() => ({ published: false }))
vi.mock('chinese-days', async (original) =>
  (await import('#test/calendar.ts')).calendarOf(original as never, calendar),
)

let app: RuleBookApp
let photo: string
beforeAll(async () => {
  app = await openRuleBook()
  app.clock.set('2026-12-30T02:00:00Z')
  photo = await keepPhoto(app, 'grid_worker')
})
afterAll(() => app.close())
beforeEach(() => {
  calendar.published = false
})

/** A deduction noted on 30 December: its hearing runs into the next year. */
const noted = async (code: string) => {
  const input = {
    ...{ itemKey: 'dumping', happenedOn: '2026-12-29', householdId: ids.household(code) },
    ...{ note: '路边倒垃圾，当面提醒三天后仍未清理', attachmentIds: [photo] },
  }
  return (await app.must<{ deedId: string }>('grid_worker', 'points.note_negative', input)).deedId
}
const deedOf = (code: string, deedId: string) =>
  app.get(`villager_${code}`, 'points.deed', { deedId })
const recount = () => runJob(app.app, points.jobs[0])
const kysely = () => app.app.kernel.database.kysely
const toldUntil = async (code: string, kind: string) => {
  type Told = { kind: string; facts: { until: string } }[]
  const mine = await app.get<{ waiting: Told; messages: Told }>(
    ...([`villager_${code}`, 'notices.mine', {}] as const),
  )
  return [...mine.waiting, ...mine.messages]
    .filter((one) => one.kind === kind)
    .map((one) => one.facts.until)
}

test('a hearing that runs into an unpublished year gets longer once its holidays are out', async () => {
  const deedId = await noted('002')
  expect(await deedOf('002', deedId)).toMatchObject({
    ...{ hearingEndsOn: '2027-01-06', dueOn: '2027-01-11', dueProvisional: true },
  })
  expect(await toldUntil('002', 'deed_hearing')).toEqual(['2027-01-06'])
  await recount()
  expect(await deedOf('002', deedId)).toMatchObject({ dueProvisional: true })
  calendar.published = true
  await recount()
  expect(await deedOf('002', deedId)).toMatchObject({
    ...{ hearingEndsOn: '2027-01-07', dueOn: '2027-01-12', dueProvisional: false },
  })
  expect(await toldUntil('002', 'deed_hearing_moved')).toEqual(['2027-01-07'])
  await recount()
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from audit.entry
    where command = 'points.recount_due'`.execute(kysely())
  expect(rows[0]!.n).toBe(1)
})

test('whoever has told their side already is not told of a longer hearing', async () => {
  const deedId = await noted('006')
  await app.must('villager_006', 'points.state_my_side', { deedId, statement: '不是我们倒的' })
  calendar.published = true
  await recount()
  expect(await deedOf('006', deedId)).toMatchObject({ dueOn: '2027-01-12', dueProvisional: false })
  expect(await toldUntil('006', 'deed_hearing_moved')).toEqual([])
})

test('the inbox and the page of the day say that a date is provisional', async () => {
  const deedId = await noted('008')
  await app.must('villager_008', 'points.state_my_side', { deedId, statement: '已经清掉了' })
  expect(await app.get('reviewer', 'points.inbox', { stage: 'review' })).toMatchObject({
    lines: expect.arrayContaining([expect.objectContaining({ id: deedId, dueProvisional: true })]),
  })
  expect(await app.get('reviewer', 'dashboards.today', {})).toMatchObject({
    soonest: expect.arrayContaining([
      expect.objectContaining({ id: deedId, dueProvisional: true }),
    ]),
  })
})

test('a hearing that is over is not opened again, and nobody is told', async () => {
  const longer = await noted('010')
  calendar.published = true
  await recount()
  calendar.published = false
  const deedId = await noted('004')
  calendar.published = true
  app.clock.set('2027-01-07T02:00:00Z')
  await recount()
  expect(await deedOf('004', deedId)).toMatchObject({
    ...{ hearingEndsOn: '2027-01-06', dueOn: '2027-01-11', dueProvisional: false },
  })
  expect(await toldUntil('004', 'deed_hearing_moved')).toEqual([])
  const vote = (id: string) => ({ votes: [{ deedId: id, agrees: true }] })
  expect(await app.act('reviewer', 'points.review', vote(deedId))).toMatchObject({ count: 1 })
  expect(await app.act('reviewer', 'points.review', vote(longer))).toBe('points.hearing_open')
})
