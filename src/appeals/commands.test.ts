import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { decided, hang, openAppealsApp, scoreLine, upheld } from '../../test/support/appealed.ts'
import { ids, place } from '../../test/support/village.ts'
import { openAppealsOn } from './queries.ts'

const tenantCode = place.village
const grounds = '少算了一次清沟，组长在场。'
const answer = '查了记录，清沟确实少算一次。'
// biome-ignore lint/suspicious/noExplicitAny: tests read values of every shape.
type Any = any

let test: Awaited<ReturnType<typeof openAppealsApp>>
let noticeId: string
const send = async (who: string, name: string, input: object): Promise<Any> =>
  test.send(who, `appeals.${name}`, { tenantCode, ...input })
const see = async (who: string, name: string, input: object = {}): Promise<Any> =>
  test.see(who, `appeals.${name}`, { tenantCode, ...input })
const owner = () => test.app.kernel.database.kysely

beforeAll(async () => {
  test = await openAppealsApp()
  const codes = Array.from({ length: 12 }, (_, i) => String(i + 1).padStart(3, '0'))
  noticeId = await hang(
    test,
    codes.map((code) => scoreLine(code)),
  )
})
afterAll(() => test.close())
beforeEach(() => test.clock.set('2026-11-22T02:00:00Z'))

/** Files against the line of a household; every test uses its own. */
const file = (who: string, line: number) => send(who, 'file', { noticeId, line, grounds })
const reviewersOf = async (appealId: string): Promise<{ person_id: string; post: string }[]> => {
  const { rows } = await sql<{ person_id: string; post: string }>`select person_id, post
    from appeals.reviewer where appeal_id = ${appealId} and excused_at is null`.execute(owner())
  return rows
}
const keys = [
  'supervision_chair',
  'supervision_member',
  'supervision_member_2',
  'township_official',
  'county_official',
]
const nameOf = (personId: string) => keys.find((key) => ids.person(key) === personId) ?? '?'
/** Who it was drawn to, as a fixture name. */
const drawnTo = async (appealId: string) => nameOf((await reviewersOf(appealId))[0]!.person_id)
const bar = (code: string, names: readonly string[]) => {
  const subjectId = ids.person(`score-${code}`)
  decided.set(subjectId, { ...decided.get(subjectId)!, deciders: names.map(ids.person) })
}

describe('appeals.file', () => {
  it('takes an objection to a line, draws somebody and sets the day of the answer', async () => {
    const { value } = await file('villager_001', 1)
    expect(value).toMatchObject({ number: '2026-1122-01', answerDueOn: '2026-11-27', reviewers: 1 })
    expect(await drawnTo(value.appealId)).toMatch(/^supervision/)
    const second = await file('villager_002', 1)
    expect(second.value.number).toBe('2026-1122-02')
  })
  it('is refused a second time to the same person', async () => {
    const again = await file('villager_001', 1)
    expect(again).toMatchObject({
      code: 'appeals.already_open',
      details: { number: '2026-1122-01' },
    })
  })
  it('holds only the line it names', async () => {
    const all = ['001', '002', '003'].map((code) => ids.person(`score-${code}`))
    const held = await openAppealsOn(owner(), tenantCode, { kind: 'stars.score', ids: all })
    expect([...held]).toEqual([ids.person('score-001')])
    expect(await openAppealsOn(owner(), tenantCode, { kind: 'stars.score', ids: [] })).toEqual(
      new Set(),
    )
  })
  it('is refused when the period is over', async () => {
    test.clock.set('2026-11-29T16:00:00Z')
    expect(await file('villager_003', 3)).toMatchObject({
      code: 'appeals.too_late',
      details: { lastDay: '2026-11-29' },
    })
  })
  it('is refused for a line or a notice that does not hang', async () => {
    expect(await file('villager_003', 99)).toMatchObject({ code: 'appeals.unknown_subject' })
    const other = await send('villager_003', 'file', { noticeId: ids.household('x'), grounds })
    expect(other.code).toBe('appeals.unknown_subject')
  })
  it('needs grounds and something to object to', async () => {
    const empty = await send('villager_003', 'file', { noticeId, line: 3, grounds: ' 不 ' })
    expect(empty.code).toBe('kernel.invalid_input')
    expect((await send('villager_003', 'file', { grounds })).code).toBe('kernel.invalid_input')
  })
  it.each(['guest', 'reviewer', 'supervision_chair', 'township_official', 'system'])(
    'is not open to %s, who does not live here',
    async (who) => {
      const refused = await file(who, 3)
      expect(refused.code).toBe(who === 'guest' ? 'kernel.not_signed_in' : 'kernel.not_permitted')
    },
  )
  it('never draws who decided the first time', async () => {
    bar('003', ['supervision_chair', 'supervision_member'])
    const { value } = await file('villager_003', 3)
    expect(await drawnTo(value.appealId)).toBe('supervision_member_2')
  })
  it('never draws a relative of the household or of the one who objects', async () => {
    const kin = (person: string, relative: string) =>
      sql`insert into people.kinship values
      (${tenantCode}, ${ids.person(`kin-${person}-${relative}`)}, ${ids.person(person)}, 'sibling',
        ${ids.person(relative)}, '2000-01-01', null)`.execute(owner())
    await kin('supervision_chair', 'spouse_004')
    await kin('villager_005', 'supervision_member')
    const { value } = await file('villager_005', 4)
    expect(await drawnTo(value.appealId)).toBe('supervision_member_2')
  })
  it('asks the township when nobody in the village is independent, then the county', async () => {
    bar('006', keys.slice(0, 3))
    expect(await drawnTo((await file('villager_006', 6)).value.appealId)).toBe('township_official')
    bar('007', keys.slice(0, 4))
    expect(await drawnTo((await file('villager_007', 7)).value.appealId)).toBe('county_official')
  })
  it('is taken even when nobody is free', async () => {
    bar('008', keys)
    const { value } = await file('villager_008', 8)
    expect(value.reviewers).toBe(0)
    const { value: view } = await see('villager_008', 'one', { appealId: value.appealId })
    expect(view.steps.map((s: Any) => s.kind)).toEqual(['filed', 'nobody_free'])
  })
  it('tells the reviewers that it waits for them', async () => {
    const { value } = await file('villager_009', 9)
    const who = await drawnTo(value.appealId)
    const told = (await test.see(who, 'notices.mine', { tenantCode })) as Any
    expect(told.value.messages.map((m: Any) => m.facts.number)).toContain(value.number)
  })
})

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
    const names = (await reviewersOf(value.appealId)).map((r) => nameOf(r.person_id))
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

describe('appeals.withdraw', () => {
  it('is for the one who objected, while it is open', async () => {
    const hung = await hang(test, [scoreLine('001', { revision: '-4' })])
    const { value } = await send('spouse_001', 'file', { noticeId: hung, line: 1, grounds })
    const { appealId } = value
    expect((await send('villager_001', 'withdraw', { appealId })).code).toBe(
      'appeals.unknown_appeal',
    )
    expect((await send('guest', 'withdraw', { appealId })).code).toBe('kernel.not_signed_in')
    const who = await drawnTo(appealId)
    expect((await send('spouse_001', 'withdraw', { appealId })).ok).toBe(true)
    expect((await send('spouse_001', 'withdraw', { appealId })).code).toBe('appeals.withdrawn')
    const late = await send(who, 'decide', { appealId, outcome: 'dismissed', answer })
    expect(late.code).toBe('appeals.withdrawn')
    expect((await send('spouse_001', 'file', { noticeId: hung, line: 1, grounds })).ok).toBe(true)
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
    const hung = await hang(test, [scoreLine('005', { deciders: keys.slice(1), revision: 'c' })])
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

// Last, because it turns the clock forward, and acts cannot be recorded before earlier ones.
describe('an objection to what was decided about a household', () => {
  const deed = ids.person('deed')
  const object = (who: string) =>
    send(who, 'file', { subjectKind: 'points.deed', subjectId: deed, grounds })
  const tell = (personId: string) =>
    test.send('reviewer', 'notice_maker.tell', {
      tenantCode,
      messages: [{ personId, kind: 'deed_refused', facts: {}, subject: `deed:${deed}` }],
    })
  beforeAll(() => {
    decided.set(deed, {
      householdId: ids.household('010'),
      notice: null,
      deciders: [],
      title: '清沟',
    })
  })

  it('is for that household only', async () => {
    expect((await object('villager_011')).code).toBe('appeals.not_yours')
  })
  it('is possible for five working days after being told', async () => {
    await tell(ids.person('villager_010'))
    test.clock.set('2026-11-30T01:00:00Z')
    expect(await object('villager_010')).toMatchObject({
      code: 'appeals.too_late',
      details: { lastDay: '2026-11-27' },
    })
    test.clock.set('2026-11-27T15:00:00Z')
    expect(await object('villager_010')).toMatchObject({ ok: true })
  })
  it('stays possible for somebody who was never told', async () => {
    test.clock.set('2026-12-20T01:00:00Z')
    expect((await object('spouse_010')).ok).toBe(true)
  })
  it('is refused for what no module answers for', async () => {
    test.clock.set('2026-12-20T01:00:00Z')
    const refused = await send('villager_010', 'file', {
      subjectKind: 'shop.order',
      subjectId: deed,
      grounds,
    })
    expect(refused.code).toBe('appeals.unknown_subject')
  })
})
