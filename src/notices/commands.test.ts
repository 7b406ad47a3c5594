import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp, type TestApp } from '#test/app.ts'
import { noticeMaker } from '#test/notice-maker.ts'
import { ids, place } from '#test/village.ts'
import type { NewLine } from './model.ts'
import notices from './module.ts'

const tenantCode = place.village
const line = (code: string, name: string | null = null): NewLine => ({
  householdId: ids.household(code),
  subject: `score:${ids.household(code)}`,
  content: { household: code, values: { points: 8600, stars: 4 } },
  name,
})

let test: TestApp
beforeAll(async () => {
  test = await openTestApp({ modules: [notices, noticeMaker] })
})
afterAll(() => test.close())

const send = async (command: string, input: object, who = 'leading_head') =>
  // biome-ignore lint/suspicious/noExplicitAny: tests read values of every shape.
  (await test.send(who, command, { tenantCode, ...input })) as any
const see = async (query: string, input: object, who = 'guest') =>
  // biome-ignore lint/suspicious/noExplicitAny: tests read values of every shape.
  (await test.see(who, query, { tenantCode, ...input })) as any

async function prepared(lines: NewLine[] = [line('001'), line('002')]): Promise<string> {
  const { value } = await send('notice_maker.prepare', {})
  await send('notice_maker.add', { noticeId: value, lines })
  return value
}
async function published(lines?: NewLine[]) {
  const noticeId = await prepared(lines)
  const { value } = await send('notice_maker.publish', { noticeId })
  return { noticeId, ...value }
}
const owner = () => test.app.kernel.database.kysely
const asApp = (statement: RawBuilder<unknown>) =>
  owner()
    .transaction()
    .execute(async (tx) => {
      await sql`select set_config('role', 'xiangyue_app', true),
        set_config('xiangyue.scope', ${tenantCode}, true)`.execute(tx)
      return statement.execute(tx)
    })

describe('preparing', () => {
  it('takes the days from the setting and never fewer than five', async () => {
    const bySetting = await send('notice_maker.prepare_by_setting', {})
    const tooFew = await send('notice_maker.prepare', { days: 2 })
    const { rows } = await sql<{ id: string; days: number }>`
      select id, days from notices.notice`.execute(owner())
    const days = new Map(rows.map((row) => [row.id, row.days]))
    expect([days.get(bySetting.value), days.get(tooFew.value)]).toEqual([7, 5])
  })
  it('numbers lines in order, over several slices', async () => {
    const { value: noticeId } = await send('notice_maker.prepare', {})
    const first = await send('notice_maker.add', { noticeId, lines: [line('001'), line('002')] })
    const second = await send('notice_maker.add', { noticeId, lines: [line('003')] })
    const none = await send('notice_maker.add', { noticeId, lines: [] })
    expect([first.value, second.value, none.value]).toEqual([[1, 2], [3], []])
  })
  it('is seen by nobody outside', async () => {
    const noticeId = await prepared()
    expect(await see('notices.notice', { noticeId })).toMatchObject({
      code: 'notices.unknown_notice',
    })
    expect(await see('notices.proof', { noticeId })).toMatchObject({
      code: 'notices.unknown_notice',
    })
    const listed = await see('notices.list', {})
    expect(listed.value.notices.map((n: { id: string }) => n.id)).not.toContain(noticeId)
  })
  it('adds nothing to a notice that does not exist', async () => {
    const refused = await send('notice_maker.add', {
      noticeId: ids.household('001'),
      lines: [line('001')],
    })
    expect(refused.code).toBe('notices.unknown_notice')
  })
})

describe('publishing', () => {
  it('gives serial, code, end and a hash that anybody can work out again', async () => {
    const done = await published()
    expect(done.serial).toMatch(/^永公示〔2026〕第 \d+ 号$/)
    expect(done.endsAt).toBe('2026-11-29T16:00:00.000Z')
    const { value } = await see('notices.proof', { noticeId: done.noticeId })
    expect(createHash('sha256').update(value.text).digest('hex')).toBe(done.hash)
    expect(value.holds).toBe(true)
    const opened = await see('notices.proof', { noticeId: done.noticeId, part: 'lines' })
    const [first] = JSON.parse(opened.value.text)
    const again = createHash('sha256')
      .update(Buffer.from(first.salt, 'hex'))
      .update('{"household":"001","values":{"points":8600,"stars":4}}')
      .digest('hex')
    expect(again).toBe(first.commitment)
    expect(value.text).toContain(first.commitment)
  })
  it('counts the notices of a year', async () => {
    const [first, second] = [await published(), await published()]
    const number = (serial: string) => Number(/第(\d+)号/.exec(serial)?.[1])
    expect(number(second.serial)).toBe(number(first.serial) + 1)
    expect(second.code).not.toBe(first.code)
  })
  it('happens once', async () => {
    const { noticeId } = await published()
    expect(await send('notice_maker.publish', { noticeId })).toMatchObject({
      code: 'notices.already_published',
    })
  })
  it('is refused for what was never prepared', async () => {
    expect(await send('notice_maker.publish', { noticeId: ids.household('002') })).toMatchObject({
      code: 'notices.unknown_notice',
    })
  })
  it('never comes before the preparation', async () => {
    const noticeId = await prepared()
    await sql`update notices.notice set prepared_at = '2026-11-22T03:00:00Z'
      where id = ${noticeId}`.execute(owner())
    expect(await send('notice_maker.publish', { noticeId })).toMatchObject({
      code: 'notices.clock_went_back',
    })
  })
})

describe('a published notice', () => {
  it('takes no more lines', async () => {
    const { noticeId, serial } = await published()
    const refused = await send('notice_maker.add', { noticeId, lines: [line('003')] })
    expect(refused).toMatchObject({ code: 'notices.frozen', details: { serial } })
  })
  it('is out of reach of every update, even of the program itself', async () => {
    const { noticeId } = await published()
    const id = sql`where id = ${noticeId}`
    const title = await asApp(sql`update notices.notice set title = '{}' ${id} returning id`)
    const end = await asApp(
      sql`update notices.notice set ends_at = ends_at + interval '1 day' ${id} returning id`,
    )
    expect([title.rows, end.rows]).toEqual([[], []])
    await expect(asApp(sql`delete from notices.notice ${id}`)).rejects.toThrow(/permission/)
    const lines = sql`where notice_id = ${noticeId}`
    await expect(asApp(sql`update notices.line set content = '{}' ${lines}`)).rejects.toThrow(
      /permission/,
    )
    await expect(asApp(sql`delete from notices.line ${lines}`)).rejects.toThrow(/permission/)
    await expect(asApp(sql`update notices.line set name = '别人' ${lines}`)).rejects.toThrow()
    const add = sql`insert into notices.line (tenant_code, notice_id, line, subject, content, salt, commitment)
      values (${tenantCode}, ${noticeId}, 99, 'x', '{}', '', '')`
    await expect(asApp(add)).rejects.toThrow(/row-level security/)
  })
  it('cannot be given less than five days, even by its owner', async () => {
    const noticeId = await prepared()
    const short = sql`update notices.notice set published_at = '2026-11-23T00:00:00Z', serial = 's',
      number_in_year = 999, code = 'c', hash = 'h', ends_at = '2026-11-24T00:00:00Z'
      where id = ${noticeId}`
    await expect(short.execute(owner())).rejects.toThrow(/check/)
  })
})

describe('notices.forget_name', () => {
  const consent = async (open: boolean) => {
    await sql`delete from people.consent where purpose = 'publish_name'`.execute(owner())
    if (!open) return
    await sql`insert into people.consent values (${tenantCode}, ${ids.person('consent')},
      ${ids.person('villager_001')}, 'publish_name', 1, 'online', '2026-01-01T00:00:00Z', null, null, null,
      '2026-01-01T00:00:00Z')`.execute(owner())
  }
  const forget = (who: string, code = '001') =>
    send('notices.forget_name', { householdId: ids.household(code) }, who)

  it('keeps a name as long as it is consented to', async () => {
    await consent(true)
    const { noticeId } = await published([line('001', '演示户主001'), line('002')])
    const { value } = await see('notices.notice', { noticeId })
    expect(value.lines[0]).toMatchObject({ name: '演示户主001', nameForgotten: false })
    expect((await forget('system')).value).toEqual({ forgotten: 0 })
    expect((await see('notices.stale_names', {}, 'system')).value).toEqual([])
  })
  it('takes name and salt away afterwards, and the notice still verifies', async () => {
    await consent(true)
    const { noticeId, hash } = await published([line('001', '演示户主001')])
    await consent(false)
    const stale = { tenantCode, householdId: ids.household('001') }
    expect((await see('notices.stale_names', {}, 'system')).value).toEqual([stale])
    const done = await forget('system')
    expect(done.value.forgotten).toBeGreaterThanOrEqual(1)
    const { value } = await see('notices.notice', { noticeId })
    expect(value.lines[0]).toMatchObject({ name: null, nameForgotten: true })
    const proof = await see('notices.proof', { noticeId })
    expect(createHash('sha256').update(proof.value.text).digest('hex')).toBe(hash)
    const lines = await see('notices.proof', { noticeId, part: 'lines' })
    expect(lines.value.text).not.toContain('演示户主001')
    expect(JSON.parse(lines.value.text)[0]).toMatchObject({ nameSalt: null })
    expect(JSON.parse(lines.value.text)[0].nameCommitment).toMatch(/^[0-9a-f]{64}$/)
    expect((await forget('system')).value).toEqual({ forgotten: 0 })
    expect((await see('notices.stale_names', {}, 'system')).value).toEqual([])
  })
})

describe('messages', () => {
  const message = (who: string) => ({
    ...{ personId: ids.person(who), kind: 'score_final', facts: { stars: 4 }, subject: 'score:1' },
  })
  const mine = async (who: string) => (await see('notices.mine', {}, who)).value

  it('reach the person they are for and nobody else', async () => {
    await send('notice_maker.tell', { messages: [message('villager_003'), message('reviewer')] })
    await send('notice_maker.tell', { messages: [] })
    expect(await mine('villager_003')).toMatchObject({ total: 1, unread: 1 })
    expect(await mine('reviewer')).toMatchObject({ total: 1 })
    expect(await mine('spouse_003')).toMatchObject({ total: 0, unread: 0, messages: [] })
  })
  it('are marked as read by their owner only', async () => {
    const [first] = (await mine('villager_003')).messages
    const others = await send('notices.mark_read', { messageIds: [first.id] }, 'spouse_003')
    expect(others.value).toEqual({ marked: 0 })
    const own = await send('notices.mark_read', { messageIds: [first.id] }, 'villager_003')
    expect(own.value).toEqual({ marked: 1 })
    expect(await mine('villager_003')).toMatchObject({ unread: 0 })
    expect((await send('notices.mark_read', {}, 'reviewer')).value).toEqual({ marked: 1 })
  })
  it('put first what waits for an answer, which marking all as read leaves there', async () => {
    const asked = { ...message('villager_003'), kind: 'deed_returned', facts: { needs: true } }
    const messages = [asked, message('villager_003')]
    await send('notice_maker.tell', { messages })
    const before = await mine('villager_003')
    expect(before.waiting).toMatchObject([{ kind: 'deed_returned' }])
    expect(before).toMatchObject({ unread: 1, total: 2 })
    expect(before.messages).not.toContainEqual(before.waiting[0])
    expect((await send('notices.mark_read', {}, 'villager_003')).value).toEqual({ marked: 1 })
    expect((await mine('villager_003')).waiting).toEqual(before.waiting)
    const settled = { messageIds: [before.waiting[0].id] }
    expect((await send('notices.mark_read', settled, 'villager_003')).value.marked).toBe(1)
    expect(await mine('villager_003')).toMatchObject({ waiting: [], unread: 0, total: 3 })
  })
  it('are not for guests, nor for people of other places', async () => {
    expect((await see('notices.mine', {}, 'guest')).code).toBe('kernel.not_signed_in')
    expect((await see('notices.mine', {}, 'township_official')).code).toBe('kernel.not_permitted')
    expect((await send('notices.mark_read', {}, 'guest')).code).toBe('kernel.not_signed_in')
  })
  it('stay hidden from others in the database itself', async () => {
    const { rows } = await asApp(sql`select * from notices.message`)
    expect(rows).toEqual([])
  })
})
