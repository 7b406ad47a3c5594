import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ids, openQuarter, place, type Quarter } from '#test/quarter.ts'
import { verifyTenant } from '#verify/main.ts'

const tenantCode = place.village
let q: Quarter
let closeId: string
const deeds: Record<string, string> = {}

/** A deed that the leading group refuses after the quarter is over. */
async function refusedDeed(code: string): Promise<string> {
  const declared = { itemKey: 'ditch', happenedOn: '2026-09-29', valueHundredths: 1000 }
  const { deedId } = await q.must<{ deedId: string }>(
    `villager_${code}`,
    'points.declare',
    declared,
  )
  await q.must('scorekeeper', 'points.verify', { deedIds: [deedId], decision: 'confirm' })
  for (const who of ['reviewer', 'reviewer_2'])
    await q.must(who, 'points.review', { votes: [{ deedId, agrees: true }] })
  const no = { deedIds: [deedId], decision: 'refuse', reason: '证据不足，没有看到现场照片' }
  await q.must('leading_member', 'points.approve', no)
  return deedId
}

async function object(code: string): Promise<string> {
  const about = { subjectKind: 'points.deed', subjectId: deeds[code] }
  const grounds = '当天有两位邻居在场，请再问一问。'
  const filed = await q.must<{ appealId: string }>(`villager_${code}`, 'appeals.file', {
    ...about,
    grounds,
  })
  return filed.appealId
}

async function uphold(appealId: string): Promise<{ change: { before: object; after: object } }> {
  const { rows } = await sql<{ person_id: string }>`select person_id from appeals.reviewer
    where appeal_id = ${appealId}`.execute(q.app.kernel.database.kysely)
  const names = ['supervision_chair', 'supervision_member', 'supervision_member_2']
  const reviewer = names.find((name) => ids.person(name) === rows[0]!.person_id)!
  const answer = '问了两位邻居，情况属实，应当通过。'
  return q.must(reviewer, 'appeals.decide', { appealId, outcome: 'upheld', answer, remedy: {} })
}

async function score(code: string): Promise<object | undefined> {
  const standing = await q.get<{ scores: object[] }>(`villager_${code}`, 'stars.household', {})
  return standing.scores[0]
}

beforeAll(async () => {
  q = await openQuarter()
  await q.deed('001', 'ditch')
  q.clock.set('2026-10-08T02:00:00Z')
  for (const code of ['002', '003', '004']) deeds[code] = await refusedDeed(code)
  q.clock.set('2026-10-09T02:00:00Z')
  const begun = await q.must<{ closeId: string }>('scorekeeper', 'stars.start_close', {
    cycleId: q.cycleId,
  })
  closeId = begun.closeId
  await q.job('stars.draft')
})
afterAll(() => q.close())

describe('an objection to a deed whose cycle is being closed', () => {
  it('upheld before the result is announced, has the unseen draft made anew', async () => {
    const done = await uphold(await object('002'))
    expect(done.change.after).toEqual({ state: 'approved', valueHundredths: 1000 })
    expect(await q.send('leading_head', 'stars.publish', { tenantCode, closeId })).toMatchObject({
      code: 'stars.not_drafted',
    })
    await q.job('stars.draft')
    await q.must('leading_head', 'stars.publish', { closeId })
    expect(await score('002')).toMatchObject({ totalHundredths: 1000, state: 'announced' })
    expect(await score('003')).toMatchObject({ totalHundredths: 0, state: 'announced' })
  })

  it('holds the line of its household while the others take effect', async () => {
    const appealId = await object('003')
    q.clock.set('2026-10-16T16:00:00Z')
    await q.job('stars.finalise')
    expect(await score('001')).toMatchObject({ state: 'final' })
    expect(await score('003')).toMatchObject({ state: 'announced' })
    const progress = await q.get('director', 'stars.close_progress', { closeId })
    expect(progress).toMatchObject({ held: [{ household: '003' }] })
    const done = await uphold(appealId)
    expect(done.change).toMatchObject({
      before: { state: 'refused', totalHundredths: 0, stars: 0 },
      after: { state: 'approved', totalHundredths: 1000, stars: 1, serial: expect.any(String) },
    })
  })

  it('is final after the corrected line has hung its time, and verifies', async () => {
    await q.job('stars.finalise')
    expect(await score('003')).toMatchObject({ totalHundredths: 1000, state: 'announced' })
    q.clock.set('2026-10-24T16:00:00Z')
    await q.job('stars.finalise')
    expect(await score('003')).toMatchObject({ totalHundredths: 1000, stars: 1, state: 'final' })
    const verdict = await verifyTenant(q.app.kernel.database, tenantCode, Buffer.alloc(32, 7))
    expect(verdict.differences).toEqual([])
  })

  it('is not accepted any more once the stars have taken effect', async () => {
    const late = { tenantCode, subjectKind: 'points.deed', subjectId: deeds['004'] }
    const grounds = '还是觉得应当通过，请再看一看。'
    expect(await q.send('villager_004', 'appeals.file', { ...late, grounds })).toMatchObject({
      code: 'appeals.unknown_subject',
    })
  })
})
