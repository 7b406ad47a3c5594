import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type Any,
  type Cases,
  decided,
  grounds,
  hang,
  openCases,
  reviewerKeys,
  scoreLine,
} from '#test/appealed.ts'
import { ids, place } from '#test/village.ts'
import { openAppealsOn } from './queries.ts'

const tenantCode = place.village

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
beforeEach(() => test.clock.set('2026-11-22T02:00:00Z'))

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
    const empty = await send('villager_003', 'file', {
      noticeId: cases.noticeId,
      line: 3,
      grounds: ' 不 ',
    })
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
    bar('006', reviewerKeys.slice(0, 3))
    expect(await drawnTo((await file('villager_006', 6)).value.appealId)).toBe('township_official')
    bar('007', reviewerKeys.slice(0, 4))
    expect(await drawnTo((await file('villager_007', 7)).value.appealId)).toBe('county_official')
  })
  it('is taken even when nobody is free', async () => {
    bar('008', reviewerKeys)
    const { value } = await file('villager_008', 8)
    expect(value.reviewers).toBe(0)
    const { value: view } = await see('villager_008', 'one', { appealId: value.appealId })
    expect(view.steps.map((s: Any) => s.kind)).toEqual(['filed', 'nobody_free'])
  })
  it('tells the reviewers that it waits for them', async () => {
    const { value } = await file('villager_009', 9)
    const who = await drawnTo(value.appealId)
    const told = (await test.see(who, 'notices.mine', { tenantCode })) as Any
    expect(told.value.waiting.map((m: Any) => m.facts.number)).toContain(value.number)
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
    const late = await send(who, 'decide', { appealId, outcome: 'dismissed', answer: grounds })
    expect(late.code).toBe('appeals.withdrawn')
    expect((await send('spouse_001', 'file', { noticeId: hung, line: 1, grounds })).ok).toBe(true)
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
