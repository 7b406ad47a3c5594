import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp, type TestApp } from '#test/app.ts'
import { noticeMaker } from '#test/notice-maker.ts'
import { ids, place } from '#test/village.ts'
import notices from './module.ts'
import { endedNotices, noticeFor } from './queries.ts'

const tenantCode = place.village
let test: TestApp
let noticeId: string
let code: string

// biome-ignore lint/suspicious/noExplicitAny: tests read values of every shape.
type Any = any
const see = async (query: string, input: object, who = 'guest'): Promise<Any> =>
  test.see(who, query, { tenantCode, ...input })

beforeAll(async () => {
  test = await openTestApp({ modules: [notices, noticeMaker] })
  const made = (await test.send('system', 'notice_maker.prepare', { tenantCode })) as Any
  noticeId = made.value
  const lines = Array.from({ length: 120 }, (_, i) => ({
    householdId: null,
    subject: `score:${ids.household(String(i))}`,
    content: { household: String(i + 1).padStart(3, '0'), values: { points: i, stars: i % 6 } },
    name: null,
  }))
  await test.send('system', 'notice_maker.add', { tenantCode, noticeId, lines })
  const done = (await test.send('system', 'notice_maker.publish', { tenantCode, noticeId })) as Any
  code = done.value.code
})
afterAll(() => test.close())

describe('notices.list', () => {
  it('shows what hangs, to everybody, with its clock', async () => {
    const { value } = await see('notices.list', {})
    expect(value).toMatchObject({ place: '永丰村', total: 1 })
    expect(value.notices[0]).toMatchObject({ id: noticeId, lastDay: '2026-11-29', running: true })
  })
  it('shows nothing of another village', async () => {
    const { value } = await see('notices.list', { tenantCode: place.sibling })
    expect(value.total).toBe(0)
  })
  it('takes a notice from the board thirty days after its end; it stays reachable', async () => {
    test.clock.set('2026-12-29T15:59:59Z')
    expect((await see('notices.list', {})).value.total).toBe(1)
    test.clock.set('2026-12-29T16:00:01Z')
    expect((await see('notices.list', {})).value.total).toBe(0)
    expect((await see('notices.list', { older: true })).value.total).toBe(1)
    const { value } = await see('notices.notice', { noticeId })
    expect(value.notice).toMatchObject({
      running: false,
      serial: expect.stringContaining('永公示'),
    })
    test.clock.set('2026-11-22T02:00:00Z')
  })
})

describe('notices.notice', () => {
  it('pages its lines', async () => {
    const { value } = await see('notices.notice', { noticeId, page: 2 })
    expect([value.total, value.lines.length, value.lines[0].line]).toEqual([120, 20, 101])
  })
  it('finds one household by its number', async () => {
    const { value } = await see('notices.notice', { noticeId, q: '012' })
    expect(value.lines.map((l: Any) => l.content.household)).toEqual(['012'])
  })
  it('is found by its short code', async () => {
    const { value } = await see('notices.notice', { code })
    expect(value.notice.id).toBe(noticeId)
  })
  it('does not tell which person stands behind a line', async () => {
    const { value } = await see('notices.notice', { noticeId })
    expect(Object.keys(value.lines[0])).not.toContain('householdId')
  })
  it('is not found in another village, and not without a name', async () => {
    const other = await see('notices.notice', { noticeId, tenantCode: place.sibling })
    expect(other.code).toBe('notices.unknown_notice')
    expect((await see('notices.notice', {})).code).toBe('kernel.invalid_input')
    expect((await see('notices.notice', { code: 'ABCD-EFGH-0000' })).code).toBe(
      'notices.unknown_notice',
    )
  })
})

describe('for other modules', () => {
  it('endedNotices names those whose period is over', async () => {
    const db = test.app.kernel.database.kysely
    const at = (now: string) =>
      endedNotices(db, { tenantCode, subject: 'close:0190f0d2-1111-8111-8111-111111111111', now })
    expect(await at('2026-11-29T15:59:59.999Z')).toEqual([])
    expect(await at('2026-11-29T16:00:00.000Z')).toEqual([noticeId])
  })
  it('noticeFor gives heading and line', async () => {
    const db = test.app.kernel.database.kysely
    const found = await noticeFor(db, tenantCode, { noticeId, line: 3 })
    expect(found?.line?.content.household).toBe('003')
    expect(await noticeFor(db, tenantCode, { noticeId: ids.household('x'), line: null })).toBeNull()
  })
})
