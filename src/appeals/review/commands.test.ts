import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Any,
  type Cases,
  grounds,
  hang,
  openCases,
  reviewerKeys,
  scoreLine,
  upheld,
} from '#test/appealed.ts'
import { ids, place } from '#test/village.ts'
import { openAppealsOn } from '../queries.ts'

const tenantCode = place.village
const answer = '查了记录，清沟确实少算一次。'
let cases: Cases
let test: Cases['test']
const send: Cases['send'] = (...args) => cases.send(...args)
const see: Cases['see'] = (...args) => cases.see(...args)
const file: Cases['file'] = (...args) => cases.file(...args)
const drawnTo: Cases['drawnTo'] = (...args) => cases.drawnTo(...args)
const owner = () => test.app.kernel.database.kysely

beforeAll(async () => {
  cases = await openCases()
  test = cases.test
})
afterAll(() => test.close())

const reviewersOf: Cases['reviewersOf'] = (...args) => cases.reviewersOf(...args)

describe('appeals.decide', () => {
  const decide = (who: string, appealId: string, over: object = {}) =>
    send(who, 'decide', { appealId, outcome: 'dismissed', answer, ...over })

  it('upholds: the owner of the subject puts it right, everybody concerned is told', async () => {
    const hung = await hang(test, [scoreLine('011', { revision: '-1' })])
    const filed = await send('villager_012', 'file', { noticeId: hung, line: 1, grounds })
    const { appealId } = filed.value
    const who = await drawnTo(appealId)
    const remedy = { kind: 'void_deed', deedId: ids.person('deed') }
    const done = await decide(who, appealId, { outcome: 'upheld', remedy })
    expect(done.value.change).toEqual({ before: { stars: 3 }, after: { stars: 4 } })
    expect(upheld.at(-1)).toEqual({ subjectId: ids.person('score-011-1'), remedy })
    for (const told of ['villager_011', 'spouse_011', 'villager_012']) {
      const { value } = (await test.see(told, 'notices.mine', { tenantCode })) as Any
      expect(value.messages.map((m: Any) => m.kind)).toEqual(['appeal_upheld'])
    }
    const held = await openAppealsOn(owner(), tenantCode, {
      kind: 'stars.score',
      ids: [ids.person('score-011-1')],
    })
    expect(held.size).toBe(0)
    expect(await decide(who, appealId)).toMatchObject({ code: 'appeals.already_decided' })
  })
  it('dismisses with reasons, which the one who objected reads', async () => {
    const { value } = await file('villager_011', 11)
    await decide(await drawnTo(value.appealId), value.appealId)
    const seen = await see('villager_011', 'one', { appealId: value.appealId })
    expect(seen.value.appeal).toMatchObject({ state: 'dismissed', answer })
    expect(seen.value.steps.map((s: Any) => s.kind)).toEqual(['filed', 'drawn', 'dismissed'])
    const { value: mine } = (await test.see('villager_011', 'notices.mine', { tenantCode })) as Any
    expect(mine.messages.map((m: Any) => m.kind)).toContain('appeal_dismissed')
    expect((await file('villager_011', 11)).code).toBe('appeals.already_answered')
  })
  it('is refused to everybody it was not drawn to', async () => {
    const { value } = await file('villager_012', 12)
    const who = await drawnTo(value.appealId)
    for (const other of ['supervision_chair', 'supervision_member', 'township_official'].filter(
      (k) => k !== who,
    )) {
      expect((await decide(other, value.appealId)).code).toBe('appeals.not_your_case')
    }
    for (const other of ['reviewer', 'director', 'villager_012', 'guest', 'system']) {
      expect((await decide(other, value.appealId)).code).toMatch(
        /^kernel\.not_(permitted|signed_in)$/,
      )
    }
    expect((await decide(who, ids.person('nothing'))).code).toBe('appeals.unknown_appeal')
  })
  it('writes nothing when the remedy does not fit', async () => {
    const { value } = await file('spouse_012', 12)
    const who = await drawnTo(value.appealId)
    const refused = await decide(who, value.appealId, {
      outcome: 'upheld',
      remedy: { kind: 'impossible' },
    })
    expect(refused.code).toBe('test.does_not_fit')
    const { value: view } = await see('spouse_012', 'one', { appealId: value.appealId })
    expect(view.appeal.state).toBe('open')
  })
  it('is refused to a reviewer who has become a relative', async () => {
    const { value } = await file('spouse_002', 2)
    const who = await drawnTo(value.appealId)
    await sql`insert into people.kinship values (${tenantCode}, ${ids.person('late-kin')},
      ${ids.person(who)}, 'spouse', ${ids.person('child_002')}, '2026-11-22', null)`.execute(
      owner(),
    )
    expect((await decide(who, value.appealId)).code).toBe('appeals.recused')
    await sql`delete from people.kinship where id = ${ids.person('late-kin')}`.execute(owner())
  })
  it('is given once when two reviewers answer at the same moment', async () => {
    await sql`insert into settings.setting values (${tenantCode}, ${ids.person('setting')},
      'appeals.reviewers', '2026-01-01', '2', 'test', false, null, now())`.execute(owner())
    const hung = await hang(test, [scoreLine('012', { revision: '-2' })])
    const { value } = await send('spouse_012', 'file', { noticeId: hung, line: 1, grounds })
    await sql`delete from settings.setting`.execute(owner())
    const names = await reviewersOf(value.appealId)
    expect(names).toHaveLength(2)
    const answers = await Promise.all(names.map((who) => decide(who, value.appealId)))
    expect(answers.map((a) => (a.ok ? 'ok' : a.code)).sort()).toEqual([
      'appeals.already_decided',
      'ok',
    ])
  })
  it('publishes a correction when a whole notice is wrong', async () => {
    const hung = await hang(test, [scoreLine('012', { revision: '-3' })])
    const { value } = await send('villager_004', 'file', { noticeId: hung, grounds })
    const held = await openAppealsOn(owner(), tenantCode, {
      kind: 'stars.score',
      ids: [ids.person('score-012-3')],
    })
    expect(held.size).toBe(0)
    const done = await decide(await drawnTo(value.appealId), value.appealId, { outcome: 'upheld' })
    expect(done.value.change.after.serial).toMatch(/^永公示/)
    const seen = (await test.see('guest', 'notices.notice', { tenantCode, noticeId: hung })) as Any
    expect(seen.value.corrections).toHaveLength(1)
    const correction = { tenantCode, noticeId: seen.value.corrections[0].id }
    const { value: text } = (await test.see('guest', 'notices.notice', correction)) as Any
    expect(text.notice).toMatchObject({ kind: 'correction', corrects: hung, running: true })
    expect(text.notice.body.paragraphs['zh-CN']).toContain(answer)
  })
})

describe('appeals.excuse and appeals.draw', () => {
  const file = async (who: string) => {
    const hung = await hang(test, [scoreLine('005', { revision: '-5' })])
    return (await send(who, 'file', { noticeId: hung, line: 1, grounds })).value.appealId as string
  }
  it('draw again among the others, and never the same person', async () => {
    const appealId = await file('villager_006')
    const first = await drawnTo(appealId)
    expect((await send(first, 'excuse', { appealId, reason: '好友' })).value.reviewers).toBe(1)
    const second = await drawnTo(appealId)
    expect(second).not.toBe(first)
    expect((await send(first, 'decide', { appealId, outcome: 'dismissed', answer })).code).toBe(
      'appeals.not_your_case',
    )
    expect((await send(first, 'excuse', { appealId, reason: '好友' })).code).toBe(
      'appeals.not_your_case',
    )
    const { value } = await see('villager_006', 'one', { appealId })
    expect(value.steps.map((s: Any) => s.kind)).toEqual(['filed', 'drawn', 'excused', 'drawn'])
  })
  it('keeps the last one who could review it', async () => {
    const hung = await hang(test, [
      scoreLine('005', { deciders: reviewerKeys.slice(1), revision: 'c' }),
    ])
    const { value } = await send('villager_006', 'file', { noticeId: hung, line: 1, grounds })
    const refused = await send('supervision_chair', 'excuse', {
      appealId: value.appealId,
      reason: '好友',
    })
    expect(refused.code).toBe('appeals.nobody_left')
    expect(await drawnTo(value.appealId)).toBe('supervision_chair')
  })
  it('is drawn again only when nobody reviews it', async () => {
    const appealId = await file('villager_007')
    expect((await send('supervision_chair', 'draw', { appealId })).code).toBe(
      'appeals.has_reviewer',
    )
    const who = await drawnTo(appealId)
    await sql`update organisations.post_holding set until = '2026-11-22' where person_id = ${ids.person(who)}`.execute(
      owner(),
    )
    expect((await send('township_official', 'draw', { appealId })).ok).toBe(true)
    expect(await reviewersOf(appealId)).toHaveLength(2)
    await sql`update organisations.post_holding set until = null where person_id = ${ids.person(who)}`.execute(
      owner(),
    )
    expect((await send('supervision_member', 'draw', { appealId })).code).toBe(
      'kernel.not_permitted',
    )
    expect((await send('system', 'draw', { appealId: ids.person('x') })).code).toBe(
      'appeals.unknown_appeal',
    )
  })
})
