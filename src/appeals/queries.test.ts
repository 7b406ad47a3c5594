import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hang, openAppealsApp, scoreLine } from '#test/appealed.ts'
import { ids, place } from '#test/village.ts'

const tenantCode = place.village
const grounds = '少算了一次清沟，组长在场。'
// biome-ignore lint/suspicious/noExplicitAny: tests read values of every shape.
type Any = any

let test: Awaited<ReturnType<typeof openAppealsApp>>
let noticeId: string
let appealId: string
const see = async (who: string, name: string, input: object = {}): Promise<Any> =>
  test.see(who, `appeals.${name}`, { tenantCode, ...input })

beforeAll(async () => {
  test = await openAppealsApp()
  noticeId = await hang(test, [
    scoreLine('001', { deciders: ['supervision_chair', 'supervision_member_2'] }),
    scoreLine('002'),
  ])
  const filed = (await test.send('villager_003', 'appeals.file', {
    tenantCode,
    noticeId,
    line: 1,
    grounds,
  })) as Any
  appealId = filed.value.appealId
})
afterAll(() => test.close())

describe('appeals.one', () => {
  it.each([
    ['villager_003', 'appellant'],
    ['villager_001', 'household'],
    ['spouse_001', 'household'],
    ['supervision_member', 'reviewer'],
    ['supervision_chair', 'overseer'],
    ['township_official', 'overseer'],
    ['county_official', 'overseer'],
  ])('is seen by %s as %s', async (who, role) => {
    expect((await see(who, 'one', { appealId })).value.role).toBe(role)
  })
  it.each([
    ['villager_002', 'appeals.unknown_appeal'],
    ['spouse_003', 'appeals.unknown_appeal'],
    ['director', 'kernel.not_permitted'],
    ['leading_head', 'kernel.not_permitted'],
    ['reviewer', 'kernel.not_permitted'],
    ['guest', 'kernel.not_signed_in'],
  ])('does not exist for %s', async (who, code) => {
    expect((await see(who, 'one', { appealId })).code).toBe(code)
  })
  it('never names the one who objected', async () => {
    for (const who of [
      'supervision_member',
      'supervision_chair',
      'township_official',
      'villager_001',
    ]) {
      const text = JSON.stringify(await see(who, 'one', { appealId }))
      expect(text).not.toContain(ids.person('villager_003'))
      expect(text).not.toContain('演示户主003')
    }
  })
  it('shows the frozen line and what comes next', async () => {
    const { value } = await see('supervision_member', 'one', { appealId })
    expect(value.notice.line.content).toMatchObject({ household: '001' })
    expect(value.workingDaysLeft).toBe(5)
  })
  it('tells the household when an officer looks', async () => {
    await see('supervision_member', 'one', { appealId })
    const { rows } = await sql<{ person_id: string }>`select distinct person_id from audit.look
      where by_post = 'supervision_member'`.execute(test.app.kernel.database.kysely)
    const own = [ids.person('villager_001'), ids.person('spouse_001')]
    expect(rows.map((r) => r.person_id).sort()).toEqual(own.sort())
  })
})

describe('appeals.mine', () => {
  it('lists my own and nobody else’s', async () => {
    expect((await see('villager_003', 'mine')).value.appeals).toHaveLength(1)
    expect((await see('villager_001', 'mine')).value.appeals).toEqual([])
    expect((await see('reviewer', 'mine')).code).toBe('kernel.not_permitted')
  })
})

describe('appeals.for_review', () => {
  it('lists what waits, and marks what was drawn to me', async () => {
    const drawn = await see('supervision_member', 'for_review')
    expect(drawn.value.appeals).toMatchObject([{ mine: true, workingDaysLeft: 5 }])
    const watching = await see('supervision_chair', 'for_review')
    expect(watching.value.appeals).toMatchObject([
      { mine: false, reviewers: ['supervision_member'] },
    ])
    expect((await see('supervision_chair', 'for_review', { state: 'closed' })).value.total).toBe(0)
  })
  it('counts what was drawn to the one who asks, also above the village', async () => {
    const mine = async (who: string) =>
      (await see(who, 'for_review', { onlyMine: true, limit: 1 })).value
    expect(await mine('supervision_member')).toMatchObject({ total: 1, overdue: 0 })
    expect(await mine('supervision_chair')).toMatchObject({ total: 0, appeals: [] })
    expect(await mine('township_official')).toMatchObject({ total: 0 })
  })
  it('is searched by what it is about and by its number, never by who objected', async () => {
    const found = async (q: string) =>
      (await see('supervision_chair', 'for_review', { q })).value.total
    const { appeal } = (await see('supervision_chair', 'for_review')).value.appeals[0]
    expect(await found(appeal.title['zh-CN'])).toBe(1)
    expect(await found(appeal.title.en.toUpperCase())).toBe(1)
    expect(await found(appeal.number.slice(2))).toBe(1)
    for (const q of ['演示户主003', '%', '少算']) expect(await found(q)).toBe(0)
  })
  it.each(['due', 'filed', 'number', 'state'])('is ordered by %s and cut', async (sort) => {
    const ask = { sort, descending: true, limit: 1, offset: 0 }
    const first = (await see('supervision_chair', 'for_review', ask)).value
    expect(first).toMatchObject({ total: 1, appeals: [{ appeal: { id: appealId } }] })
    const second = (await see('supervision_chair', 'for_review', { ...ask, offset: 1 })).value
    expect(second.appeals).toEqual([])
  })
  it('says which and by when, and nothing of what was written or of whom it is about', async () => {
    const { value } = await see('supervision_chair', 'for_review')
    expect(Object.keys((value.appeals as { appeal: object }[])[0]!.appeal).sort()).toEqual(
      [
        ...[
          'answerDueOn',
          'dueProvisional',
          'filedAt',
          'id',
          'number',
          'state',
          'tenantCode',
          'title',
        ],
      ].sort(),
    )
  })
  it('shows a township and a county what waits in their villages', async () => {
    const township = await see('township_official', 'for_review', { tenantCode: place.township })
    expect(township.value.total).toBe(1)
    const county = await see('county_official', 'for_review', { tenantCode: place.county })
    expect(county.value.total).toBe(1)
  })
  it.each(['villager_003', 'director', 'reviewer', 'leading_head', 'village_administrator'])(
    'is not for %s',
    async (who) => expect((await see(who, 'for_review')).code).toBe('kernel.not_permitted'),
  )
  it('is not for officials of another county', async () => {
    const other = await see('county_official', 'for_review', { tenantCode: place.otherCounty })
    expect(other.code).toBe('kernel.not_permitted')
  })
})

describe('appeals.prepare', () => {
  it('shows the line, the clock and an earlier objection', async () => {
    const { value } = await see('villager_003', 'prepare', { noticeId, line: 1 })
    expect(value).toMatchObject({ running: true, earlier: { state: 'open' }, line: { line: 1 } })
    const whole = await see('villager_001', 'prepare', { noticeId })
    expect(whole.value).toMatchObject({ line: null, earlier: null })
  })
  it('finds nothing for a line that does not hang', async () => {
    expect((await see('villager_003', 'prepare', { noticeId, line: 9 })).code).toBe(
      'appeals.unknown_subject',
    )
  })
})

describe('the database itself', () => {
  const asApp = (levels: string, statement: RawBuilder<unknown>) =>
    test.app.kernel.database.kysely.transaction().execute(async (tx) => {
      await sql`select set_config('role', 'xiangyue_app', true), set_config('xiangyue.levels', ${levels}, true),
        set_config('xiangyue.scope', ${tenantCode}, true)`.execute(tx)
      return statement.execute(tx)
    })
  const appellants = sql`select person_id from appeals.appellant`

  it('hides from the village who objected; the county may see it', async () => {
    expect((await asApp('', appellants)).rows).toEqual([])
    expect((await asApp('township', appellants)).rows).toEqual([])
    expect((await asApp('county', appellants)).rows).toHaveLength(1)
  })
  it('lets nobody change the grounds, remove an appeal or rewrite what happened', async () => {
    await expect(asApp('', sql`update appeals.appeal set grounds = ''`)).rejects.toThrow(
      /permission/,
    )
    await expect(asApp('', sql`delete from appeals.appeal`)).rejects.toThrow(/permission/)
    await expect(asApp('', sql`update appeals.step set note = ''`)).rejects.toThrow(/permission/)
  })
  it('lets a village learn of those above only who could review', async () => {
    const above = sql<{
      post: string
    }>`select post from appeals.officials_above(${tenantCode}, '2026-11-22')`
    expect((await asApp('', above)).rows).toEqual([
      { post: 'county_official' },
      { post: 'township_official' },
    ])
    const other = sql`select post from appeals.officials_above(${place.otherVillage}, '2026-11-22')`
    expect((await asApp('', other)).rows).toEqual([])
  })
})

describe('appeals.held_lines', () => {
  it('tells everybody which lines wait for an answer, and nothing else', async () => {
    expect((await see('guest', 'held_lines', { noticeId })).value).toEqual([1])
    expect((await see('villager_002', 'held_lines', { noticeId })).value).toEqual([1])
    const elsewhere = { tenantCode: place.sibling, noticeId }
    expect((await test.see('guest', 'appeals.held_lines', elsewhere)) as Any).toMatchObject({
      value: [],
    })
  })
})
