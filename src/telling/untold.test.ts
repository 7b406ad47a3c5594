import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ids, keepPhoto, openRuleBook, type RuleBookApp } from '#test/rule-book.ts'
import { runJob } from '#web/jobs.ts'
import { planJob } from './jobs.ts'

let app: RuleBookApp
let photo: string
beforeAll(async () => {
  app = await openRuleBook()
  photo = await keepPhoto(app, 'grid_worker')
})
afterAll(() => app.close())

const owner = () => app.app.kernel.database.kysely
const later = (minutes: number) =>
  app.clock.set(new Date(Date.parse(app.clock.now()) + minutes * 60_000).toISOString())

/** What the adults of a household were told about a deed, by kind, and how many of them. */
async function told(deedId: string): Promise<Record<string, number>> {
  const { rows } = await sql<{ kind: string; count: number }>`
    select kind, count(*)::int as count from notices.message
    where subject = ${`deed:${deedId}`} group by kind`.execute(owner())
  return Object.fromEntries(rows.map((row) => [row.kind, row.count]))
}

/** How many of its messages are on paper for somebody who cannot open the program. */
async function onPaper(personId: string): Promise<number> {
  later(1)
  await runJob(app.app, planJob)
  const { rows } = await sql<{ count: number }>`select count(*)::int as count
    from telling.delivery where person_id = ${personId} and channel = 'slip'
      and state = 'planned'`.execute(owner())
  return rows[0]!.count
}

test('no deduction takes effect untold: every adult hears of it before a vote, and of the result', async () => {
  const elder = ids.person('spouse_004')
  await sql`update auth.account_person set until = now() where person_id = ${elder}`.execute(
    owner(),
  )
  const { deedId } = await app.must<{ deedId: string }>('grid_worker', 'points.note_negative', {
    ...{ itemKey: 'dumping', happenedOn: '2026-11-20', householdId: ids.household('004') },
    ...{ note: '路边倒垃圾，当面提醒三天后仍未清理', attachmentIds: [photo] },
  })
  expect(await told(deedId)).toEqual({ deed_hearing: 2 })
  expect(await onPaper(elder)).toBe(1)
  const votes = [{ deedId, agrees: true }]
  expect(await app.act('reviewer', 'points.review', { votes })).toBe('points.hearing_open')
  app.clock.set('2026-11-28T02:00:00Z')
  await app.must('reviewer', 'points.review', { votes })
  await app.must('reviewer_2', 'points.review', { votes })
  await app.must('leading_head', 'points.approve', { deedIds: [deedId], decision: 'approve' })
  expect(await told(deedId)).toEqual({ deed_hearing: 2, deed_deducted: 2 })
  expect(await onPaper(elder)).toBe(2)
})

test('no denial takes effect untold: who declared hears of it, and why, in the act that decides', async () => {
  const deedId = await app.declare('005')
  await app.take(deedId, 'verified')
  const votes = [{ deedId, agrees: false, reason: '没人看见' }]
  await app.must('reviewer', 'points.review', { votes })
  await app.must('reviewer_2', 'points.review', { votes })
  expect((await told(deedId)).deed_refused).toBeGreaterThanOrEqual(1)
})
