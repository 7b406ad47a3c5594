import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type Any, type Cases, hang, openCases, scoreLine } from '#test/appealed.ts'
import { place } from '#test/village.ts'
import { runJob } from '#web/jobs.ts'
import { makeAppealsModule } from '../module.ts'

const calendar = vi.hoisted(() => ({ published: false }))
vi.mock('chinese-days', async (original) =>
  (await import('#test/calendar.ts')).calendarOf(original as never, calendar),
)

const tenantCode = place.village
const [job] = makeAppealsModule(() => []).jobs
let cases: Cases
let noticeId: string
beforeAll(async () => {
  cases = await openCases()
  cases.test.clock.set('2026-12-30T02:00:00Z')
  noticeId = await hang(
    cases.test,
    ['004', '005', '006'].map((code) => scoreLine(code)),
  )
})
afterAll(() => cases.test.close())
beforeEach(() => {
  calendar.published = false
})

const owner = () => cases.test.app.kernel.database.kysely
const file = async (who: string, line: number): Promise<Any> =>
  (await cases.send(who, 'file', { noticeId, line, grounds: '少算了一次清沟，组长在场。' })).value
const seen = async (who: string, appealId: string) =>
  (await cases.see(who, 'one', { appealId })).value
const recount = () => runJob(cases.test.app, job!)
const acts = async (): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from audit.entry
    where command = 'appeals.recount_due'`.execute(owner())
  return rows[0]!.n
}

test('a day of answer in an unpublished year is counted again once its holidays are out', async () => {
  const filed = await file('villager_004', 1)
  expect(filed).toMatchObject({ answerDueOn: '2027-01-06', dueProvisional: true })
  await recount()
  expect(await acts()).toBe(0)
  calendar.published = true
  await recount()
  expect(await seen('villager_004', filed.appealId)).toMatchObject({
    appeal: { answerDueOn: '2027-01-07', dueProvisional: false },
  })
  expect(await acts()).toBe(1)
  const { rows } = await sql<{ facts: object }>`select facts from notices.message
    where kind = 'appeal_due_moved' and subject = ${`appeal:${filed.appealId}`}`.execute(owner())
  expect(rows).toEqual([{ facts: { number: filed.number, due: '2027-01-07' } }])
  await recount()
  expect(await acts()).toBe(1)
})

test('it counts with the number of days that held when the objection was raised', async () => {
  const filed = await file('villager_005', 2)
  cases.test.clock.set('2026-12-30T03:00:00Z')
  await sql`insert into settings.setting (tenant_code, id, key, valid_from, value, source, verified,
      decided_at)
    values (${tenantCode}, gen_random_uuid(), 'notices.objection_answer_days', '2026-12-30', '9',
      '决议', true, '2026-12-30T03:00:00Z')`.execute(owner())
  calendar.published = true
  await recount()
  expect(await seen('villager_005', filed.appealId)).toMatchObject({
    appeal: { answerDueOn: '2027-01-07', dueProvisional: false },
  })
})

test('an objection that is closed keeps the day it had', async () => {
  const filed = await file('villager_006', 3)
  await cases.send('villager_006', 'withdraw', { appealId: filed.appealId })
  calendar.published = true
  const before = await acts()
  await recount()
  expect(await acts()).toBe(before)
  const { appeal } = await seen('villager_006', filed.appealId)
  expect(appeal).toMatchObject({ answerDueOn: filed.answerDueOn, dueProvisional: true })
})

test('only the program itself counts again', async () => {
  for (const who of ['supervision_chair', 'county_administrator', 'guest']) {
    expect(await cases.send(who, 'recount_due', {})).toMatchObject({ ok: false })
    expect(await cases.see(who, 'due_to_recount')).toMatchObject({ ok: false })
  }
})
