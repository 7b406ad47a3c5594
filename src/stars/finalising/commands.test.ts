import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guest } from '#kernel/actor.ts'
import { idsOf, newEnvelopeId } from '#kernel/id.ts'
import type { SubjectContext } from '#kernel/module.ts'
import { testSecrets } from '#test/app.ts'
import { ids, openQuarter, place, type Quarter } from '#test/quarter.ts'
import { scoreSubject } from '../correcting/subject.ts'

const tenantCode = place.village
let q: Quarter
let closeId: string
let noticeId: string
let goodDeed: string
let wrongDeed: string

interface Standing {
  scores: { scoreId: string; stars: number; totalHundredths: number; state: string }[]
}

const refused = (code: string) => expect.objectContaining({ ok: false, code })
const finalise = (households = 5) =>
  q.send('system', 'stars.finalise_slice', { tenantCode, closeId, households })
const scoresOf = async (code: string) =>
  (await q.get<Standing>(`villager_${code}`, 'stars.household', {})).scores

async function balance(code: string): Promise<number> {
  const { rows } = await rowsOf<{ posted: number }>(
    `select credits_posted - debits_posted as posted from journal.account
     where kind = 'household_rating' and owner_id = '${ids.household(code)}'`,
  )
  return rows[0]?.posted ?? 0
}

function rowsOf<R>(query: string) {
  return q.app.kernel.database.ownerTransaction(async (owner) => ({
    rows: await owner.query<R>(query),
  }))
}

beforeAll(async () => {
  q = await openQuarter()
  goodDeed = await q.deed('001', 'ditch')
  await q.deed('001', 'road', { happenedOn: '2026-08-09' })
  await q.deed('001', 'elder')
  wrongDeed = await q.deed('002', 'ditch')
  await q.deed('002', 'elder')
  await q.deed('003', 'elder')
  q.clock.set('2026-10-09T02:00:00Z')
  const begun = await q.must<{ closeId: string }>('scorekeeper', 'stars.start_close', {
    cycleId: q.cycleId,
  })
  closeId = begun.closeId
  await q.job('stars.draft')
})
afterAll(() => q.close())

describe('a result', () => {
  it('is not final before it is announced', async () => {
    expect(await finalise()).toEqual(refused('stars.not_announced'))
    const unknown = { tenantCode, closeId: goodDeed, households: 5 }
    expect(await q.send('system', 'stars.finalise_slice', unknown)).toEqual(
      refused('stars.unknown_close'),
    )
  })

  it('is not final while its notice hangs', async () => {
    const done = await q.must<{ noticeId: string }>('leading_head', 'stars.publish', { closeId })
    noticeId = done.noticeId
    expect(await finalise()).toMatchObject({ ok: true, value: { finalised: 0, left: 0 } })
    q.clock.set('2026-10-16T15:59:59Z')
    expect(await finalise()).toMatchObject({ ok: true, value: { finalised: 0, left: 0 } })
    expect(await q.get('system', 'stars.due_work', { work: 'finalise' })).toEqual([])
    expect((await scoresOf('001'))[0]).toMatchObject({ stars: 3, state: 'announced' })
  })

  it('is objected to line by line', async () => {
    for (const [who, line] of [
      ['villager_005', 2],
      ['villager_006', 3],
    ] as const) {
      const grounds = '这一行的分数和实际不符，请复核。'
      await q.must(who, 'appeals.file', { noticeId, line, grounds })
    }
    const progress = await q.get('director', 'stars.close_progress', { closeId })
    expect(progress).toMatchObject({
      held: [
        { household: '002', noticeId, line: 2 },
        { household: '003', noticeId, line: 3 },
      ],
    })
  })

  it('becomes final when the notice has ended, except for the lines objected to', async () => {
    q.clock.set('2026-10-16T16:00:00Z')
    expect(
      await q.send('scorekeeper', 'stars.finalise_slice', { tenantCode, closeId, households: 5 }),
    ).toEqual(refused('kernel.not_permitted'))
    const first = await finalise(4)
    expect(first).toMatchObject({
      ok: true,
      value: { finalised: 4, left: 6, closed: false },
    })
    await q.job('stars.finalise')
    expect((await scoresOf('001'))[0]).toMatchObject({ stars: 3, state: 'final' })
    expect((await scoresOf('002'))[0]).toMatchObject({ stars: 2, state: 'announced' })
    expect(await finalise()).toMatchObject({ ok: true, value: { finalised: 0, left: 0 } })
    const told = await q.get<{ messages: object[] }>('spouse_001', 'notices.mine', {})
    expect(told.messages[0]).toMatchObject({ kind: 'score_final', facts: { stars: 3 } })
  })

  it('is posted to the journal with exactly its points', async () => {
    expect(await balance('001')).toBe(3000)
    expect(await balance('002')).toBe(0)
    const { rows } = await rowsOf<{ amount: number; clause: string }>(
      `select amount, clause from journal.transfer where subject like 'score:%' order by clause`,
    )
    expect(rows.map((row) => row.amount)).toEqual([1000, 1000, 1000])
    expect(rows[0]!.clause).toBe(`${q.versionId}/1.1/ditch`)
  })
})

describe('an upheld objection', () => {
  it('puts the deed right, computes anew and announces the new line', async () => {
    const appeal = await appealOn(2)
    const reviewer = await drawn(appeal)
    const deciding = { appealId: appeal, outcome: 'upheld', answer: '照片是别处拍的，应当撤销。' }
    const foreign = { kind: 'void_deed', deedId: goodDeed }
    const decide = (remedy: object) =>
      q.send(reviewer, 'appeals.decide', { tenantCode, ...deciding, remedy })
    expect(await decide({ kind: 'void_deed' })).toEqual(refused('stars.remedy_does_not_fit'))
    expect(await decide(foreign)).toEqual(refused('stars.foreign_deed'))
    const done = await decide({ kind: 'void_deed', deedId: wrongDeed })
    expect(done).toMatchObject({
      ok: true,
      value: {
        change: {
          before: { totalHundredths: 2000, stars: 2, deed: { state: 'approved' } },
          after: { totalHundredths: 1000, stars: 1, deed: { state: 'void' } },
        },
      },
    })
    const [score] = await scoresOf('002')
    expect(score).toMatchObject({ totalHundredths: 1000, stars: 1, state: 'announced' })
    const why = await q.get<{ revisions: object[] }>('villager_002', 'stars.why', {
      scoreId: score!.scoreId,
    })
    expect(why.revisions).toMatchObject([
      { revision: 2, totalHundredths: 1000, state: 'announced' },
      { revision: 1, totalHundredths: 2000, state: 'replaced' },
    ])
    const board = await q.get<{ notices: object[] }>('guest', 'notices.list', {})
    expect(board.notices[0]).toMatchObject({ kind: 'star_correction', corrects: noticeId })
  })

  it('is final after a notice period of its own', async () => {
    await q.job('stars.finalise')
    expect((await scoresOf('002'))[0]).toMatchObject({ state: 'announced' })
    q.clock.set('2026-10-24T16:00:00Z')
    await q.job('stars.finalise')
    expect((await scoresOf('002'))[0]).toMatchObject({ state: 'final', stars: 1 })
    expect(await balance('002')).toBe(1000)
    expect(await q.get('guest', 'stars.distribution', {})).toMatchObject({ cycle: null })
  })

  it('finds nothing to change once the line is final', async () => {
    const { rows } = await rowsOf<{ id: string }>(
      `select id from stars.score where household_id = '${ids.household('001')}'`,
    )
    const objecting = { tenantCode, noticeId, line: 1, grounds: '还是觉得不对，请再看看。' }
    expect(await q.send('villager_005', 'appeals.file', objecting)).toEqual(
      refused('appeals.too_late'),
    )
    expect(rows).toHaveLength(1)
    const remedy = { kind: 'void_deed', deedId: goodDeed }
    const settled = scoreSubject.uphold({ ...asSubject(rows[0]!.id), remedy })
    expect(await settled).toEqual(refused('stars.score_settled'))
  })
})

describe('a dismissed objection', () => {
  it('lets the line take effect, and then the cycle is final', async () => {
    const appeal = await appealOn(3)
    const reviewer = await drawn(appeal)
    const answer = '查看了三次探访记录，得分正确。'
    await q.must(reviewer, 'appeals.decide', { appealId: appeal, outcome: 'dismissed', answer })
    await q.job('stars.finalise')
    expect((await scoresOf('003'))[0]).toMatchObject({ state: 'final', stars: 1 })
    expect(await q.get('scorekeeper', 'stars.close_progress', { closeId })).toMatchObject({
      ...{ households: 12, announced: 12, final: 12, held: [] },
      cycle: { state: 'final' },
    })
    expect(await q.get('system', 'stars.due_work', { work: 'finalise' })).toEqual([])
  })

  it('leaves balances that equal the scores', async () => {
    const { rows } = await rowsOf<{ total: number; posted: number }>(
      `select a.total_hundredths as total, coalesce(j.credits_posted - j.debits_posted, 0) as posted
       from stars.award a left join journal.account j on j.tenant_code = a.tenant_code
         and j.owner_id = a.household_id and j.kind = 'household_rating'`,
    )
    expect(rows).toHaveLength(12)
    expect(rows.filter((row) => row.total !== row.posted)).toEqual([])
  })

  it('counts for everybody how many households have how many stars', async () => {
    expect(await q.get('guest', 'stars.distribution', {})).toMatchObject({
      cycle: { year: 2026, number: 3 },
      households: [
        { stars: 3, households: 1 },
        { stars: 1, households: 2 },
        { stars: 0, households: 9 },
      ],
    })
  })
})

/** The context in which the appeals module calls the subject. */
function asSubject(subjectId: string): SubjectContext {
  const envelopeId = newEnvelopeId()
  return {
    ...{ db: q.app.kernel.database.kysely, input: { tenantCode, subjectId } },
    ...{ now: q.clock.now(), today: '2026-10-25', envelopeId, recordedAt: null },
    ...{ actor: guest, capacity: null as never, secrets: testSecrets, newId: idsOf(envelopeId) },
    ...{ concern: () => {}, continued: async () => {}, forgotten: async () => {}, nudge: () => {} },
  }
}

async function appealOn(line: number): Promise<string> {
  const { rows } = await rowsOf<{ id: string }>(
    `select id from appeals.appeal where line = ${line} and state = 'open'`,
  )
  return rows[0]!.id
}

/** Who of the fixture was drawn to review an appeal. */
async function drawn(appealId: string): Promise<string> {
  const { rows } = await rowsOf<{ person_id: string }>(
    `select person_id from appeals.reviewer where appeal_id = '${appealId}'`,
  )
  const names = ['supervision_chair', 'supervision_member', 'supervision_member_2']
  return names.find((name) => ids.person(name) === rows[0]!.person_id)!
}
