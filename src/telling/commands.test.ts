import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { altered, verdictOn } from '#test/altered.ts'
import { openTestApp, sessionOf, type TestApp } from '#test/app.ts'
import { ids, place } from '#test/village.ts'
import { runJob } from '#web/jobs.ts'
import { planJob } from './jobs.ts'
import type { Channel } from './model.ts'
import type { ToSend } from './queries.ts'

let test: TestApp
beforeEach(async () => {
  test = await openTestApp()
})
afterEach(() => test.close())

const tenantCode = place.village
const owner = () => test.app.kernel.database.kysely
const villager = ids.person('villager_001')
let sequence = 0

/** Somebody is told something at the present instant, as `notices.tell` writes it. */
async function tell(personId: string, kind = 'deed_approved', facts: object = {}): Promise<string> {
  sequence += 1
  const id = `0192${String(sequence).padStart(4, '0')}-0000-7000-8000-000000000000`
  await sql`insert into notices.message values (${tenantCode}, ${id}, ${personId}, ${kind},
    ${JSON.stringify(facts)}::jsonb, 'deed:x', ${test.clock.now()}::timestamptz, null)`.execute(
    owner(),
  )
  return id
}
const minutesLater = (minutes: number) =>
  test.clock.set(new Date(Date.parse(test.clock.now()) + minutes * 60_000).toISOString())

async function planned() {
  minutesLater(1)
  await runJob(test.app, planJob)
}
/** The account is somebody no more: nothing can be read in the program. */
const withoutAccount = (personId: string) =>
  sql`update auth.account_person set until = now() where person_id = ${personId}`.execute(owner())

async function must<V>(who: string, name: string, input: object): Promise<V> {
  const outcome = await test.send(who, `telling.${name}`, { tenantCode, ...input })
  if (!outcome.ok) throw new Error(`${name}: ${outcome.code}`)
  return outcome.value as V
}
async function see<V>(who: string, name: string, input: object = { tenantCode }): Promise<V> {
  const outcome = await test.see(who, `telling.${name}`, input)
  if (!outcome.ok) throw new Error(`${name}: ${outcome.code}`)
  return outcome.value as V
}
const choose = (chosen: readonly Channel[], more: object = {}) =>
  test.send('villager_001', 'telling.choose_channels', { tenantCode, channels: chosen, ...more })
const phoned = (who = 'villager_001') =>
  test.send(who, 'people.change_phone', { tenantCode, phone: '13800138000' })
const deliveries = async () => {
  const { rows } = await sql<Record<string, unknown>>`
    select id, channel, state, tries, reason, fallback, message_id, next_at from telling.delivery
    order by planned_at, cardinality(fallback) desc, id`.execute(owner())
  return rows
}
type Waiting = { rows: { personId: string; name: string; deliveryIds: string[] }[]; total: number }

describe('choosing how one is told', () => {
  it('takes ways in order, and keeps the account sealed', async () => {
    await phoned()
    const chosen = await choose(['wecom', 'sms', 'wecom'], { wecomUserId: 'zhang.san' })
    expect(chosen).toMatchObject({ ok: true, value: { channels: ['wecom', 'sms'] } })
    expect(await see('villager_001', 'my_channels')).toMatchObject({
      ...{ channels: ['wecom', 'sms'], wecomUserId: 'zhang.san', hasPhone: true },
      ...{ helperName: null, quiet: { from: 21, until: 7 } },
    })
    const { rows } = await sql<{ sealed: string }>`
      select wecom_sealed as sealed from telling.preference`.execute(owner())
    expect(rows[0]!.sealed).not.toContain('zhang')
  })
  it('needs something to be reached by', async () => {
    expect(await choose(['sms'])).toMatchObject({ code: 'telling.no_phone' })
    expect(await choose(['wecom'])).toMatchObject({ code: 'telling.no_wecom_id' })
    expect(await choose(['slip', 'visit'])).toMatchObject({ ok: true })
  })
  it('is one’s own affair', async () => {
    const input = { tenantCode, channels: ['slip'] }
    for (const who of ['reviewer', 'township_official', 'system']) {
      const refused = await test.send(who, 'telling.choose_channels', input)
      expect(refused).toMatchObject({ ok: false, code: 'kernel.not_permitted' })
    }
  })
})

describe('planning', () => {
  it('plans each message once by the first way chosen, and nothing for who reads it in the program', async () => {
    await phoned()
    await choose(['sms', 'visit'])
    const messageId = await tell(villager)
    await tell(ids.person('villager_002'))
    await planned()
    await planned()
    expect(await deliveries()).toMatchObject([
      { channel: 'sms', state: 'planned', tries: 0, fallback: ['visit'], message_id: messageId },
    ])
  })
  it('puts on paper what somebody cannot open', async () => {
    await withoutAccount(ids.person('villager_002'))
    await tell(ids.person('villager_002'))
    await planned()
    expect(await deliveries()).toMatchObject([{ channel: 'slip', state: 'planned', fallback: [] }])
  })
  it('leaves what is told at this instant for the next time, and loses nothing', async () => {
    await withoutAccount(villager)
    await tell(villager)
    await must('system', 'plan', {})
    expect(await deliveries()).toEqual([])
    await tell(villager)
    await planned()
    expect(await deliveries()).toHaveLength(2)
  })
  it('sends nothing that was told weeks ago', async () => {
    await withoutAccount(villager)
    await tell(villager)
    minutesLater(15 * 24 * 60)
    await planned()
    expect(await deliveries()).toEqual([])
  })
  it('waits for the morning', async () => {
    await phoned()
    await choose(['sms'])
    test.clock.set('2026-11-22T14:00:00Z')
    await tell(villager)
    await planned()
    expect(await see('system', 'to_send', {})).toEqual([])
    expect(await deliveries()).toMatchObject([{ next_at: '2026-11-22T23:00:00.000Z' }])
    test.clock.set('2026-11-22T23:01:00Z')
    expect(await see('system', 'to_send', {})).toMatchObject([
      { channel: 'sms', address: '13800138000', needsAnswer: false, place: '永丰村' },
    ])
  })
  it('asks the place when it is quiet', async () => {
    await phoned()
    await choose(['sms'])
    const decided = await test.send('director', 'settings.decide', {
      ...{ tenantCode, key: 'telling.quiet_from', value: 9, validFrom: '2026-11-22' },
      ...{ source: '村民会议决议', verified: false },
    })
    expect(decided).toMatchObject({ ok: true })
    await tell(villager)
    await planned()
    expect(await see('system', 'to_send', {})).toEqual([])
  })
})

describe('what became of it', () => {
  const outcome = async (kind: string, reason: string | null = null) => {
    const [due] = await see<ToSend[]>('system', 'to_send', {})
    return must('system', 'record', {
      outcomes: [{ deliveryId: due!.deliveryId, kind, reason }],
    })
  }
  const begin = async () => {
    await phoned()
    await choose(['wecom', 'sms'], { wecomUserId: 'zhang.san' })
    const messageId = await tell(villager, 'deed_hearing', { needs: true, until: '2026-11-27' })
    await planned()
    return messageId
  }

  it('falls to the next way, and in the end to paper', async () => {
    const messageId = await begin()
    await outcome('undeliverable', 'not_a_member')
    minutesLater(5)
    await outcome('failed', 'busy')
    for (const wait of [3, 11, 61, 241]) {
      minutesLater(wait)
      await outcome('failed', 'busy')
    }
    expect(
      (await deliveries()).map((row) => [row.channel, row.state, row.tries, row.reason]),
    ).toEqual([
      ['wecom', 'undeliverable', 1, 'not_a_member'],
      ['sms', 'undeliverable', 5, 'busy'],
      ['slip', 'planned', 0, null],
    ])
    const mine = await see('villager_001', 'told_me', { tenantCode, messageIds: [messageId] })
    expect((await verdictOn(test.app.kernel.database)).differences).toEqual([])
    const altering = "update telling.delivery set tries = 1 where channel = 'sms'"
    const found = await altered(test.app.kernel.database, altering)
    expect(found.differences).toMatchObject([{ area: 'telling' }])
    expect(mine).toMatchObject([{ channel: 'wecom' }, { channel: 'sms' }, { channel: 'slip' }])
    expect(await see('villager_002', 'told_me', { tenantCode, messageIds: [messageId] })).toEqual(
      [],
    )
  })
  it('once sent, stays sent, whatever comes later', async () => {
    await begin()
    const [due] = await see<ToSend[]>('system', 'to_send', {})
    const sent = { deliveryId: due!.deliveryId, kind: 'sent', reason: null }
    expect(await must('system', 'record', { outcomes: [sent] })).toMatchObject({ recorded: 1 })
    const late = { ...sent, kind: 'undeliverable', reason: 'late' }
    expect(await must('system', 'record', { outcomes: [late] })).toMatchObject({ recorded: 0 })
    expect(await deliveries()).toMatchObject([{ channel: 'wecom', state: 'sent' }])
  })
  it('is seen by the officer without a word of what it said', async () => {
    await begin()
    await outcome('sent')
    const list = await see<object>('scorekeeper', 'told', { tenantCode })
    expect(list).toMatchObject({
      rows: [{ name: '演示户主001', householdCode: '001', channel: 'wecom', state: 'sent' }],
    })
    expect(JSON.stringify(list)).not.toMatch(/hearing|2026-11-27|zhang/)
    expect(await test.see('reviewer', 'telling.told', { tenantCode })).toMatchObject({
      code: 'kernel.not_permitted',
    })
  })
})

describe('slips and visits', () => {
  const waitsFor = async (kind: string, facts: object) => {
    await choose(['slip'])
    await tell(villager, kind, facts)
    await planned()
  }
  it('list who waits, longest first and answers before all, and say what may be said', async () => {
    await waitsFor('deed_approved', { item: '清沟', hundredths: 500 })
    await tell(villager, 'deed_refused', { item: '垃圾', reason: '照片不清', until: '2026-12-01' })
    await planned()
    const { rows, total } = await see<Waiting>('grid_worker', 'waiting')
    expect([total, rows[0]!.deliveryIds.length]).toEqual([1, 2])
    const printed = await see<{ slips: { lines: object[] }[] }>('grid_worker', 'slips')
    expect(printed.slips[0]!.lines).toMatchObject([
      { kind: 'deed_approved', facts: { item: '清沟' } },
      { kind: 'private', facts: { until: '2026-12-01' } },
    ])
    expect(JSON.stringify(printed)).not.toMatch(/照片不清|deed_refused/)
    const looks = await test.see('villager_001', 'audit.looks', { tenantCode })
    expect(looks).toMatchObject({ value: { looks: [{ purpose: 'slip', post: 'grid_worker' }] } })
  })
  it('are marked as handed over once, by whom and when', async () => {
    await waitsFor('score_final', {})
    const { rows } = await see<Waiting>('scorekeeper', 'waiting')
    const { deliveryIds } = rows[0]!
    expect(await must('grid_worker', 'hand_over', { deliveryIds })).toEqual({ count: 1 })
    const again = await test.send('scorekeeper', 'telling.hand_over', { tenantCode, deliveryIds })
    expect(again).toMatchObject({ ok: false, code: 'telling.not_waiting' })
    expect(await see('scorekeeper', 'waiting')).toMatchObject({ total: 0 })
    expect(await see('director', 'told', { tenantCode, state: 'handed_over' })).toMatchObject({
      rows: [{ handedByName: '演示grid_worker', settledAt: test.clock.now() }],
    })
  })
  it('are needed no more once their person has read the message in the program', async () => {
    await waitsFor('score_final', {})
    expect(await see('scorekeeper', 'waiting')).toMatchObject({ total: 1 })
    const { rows } = (await test.app.kernel.database.pglite!.query(
      'select id from notices.message where person_id = $1',
      [villager],
    )) as { rows: { id: string }[] }
    const messageIds = rows.map(({ id }) => id)
    const read = await test.send('villager_001', 'notices.mark_read', { tenantCode, messageIds })
    expect(read).toMatchObject({ ok: true })
    expect(await see('scorekeeper', 'waiting')).toMatchObject({ total: 0 })
    expect(await see('scorekeeper', 'slips')).toMatchObject({ slips: [], left: 0 })
  })
  it('are not brought to somebody who is not on the books any more', async () => {
    await waitsFor('score_final', {})
    const died = { tenantCode, personId: villager, diedOn: '2026-11-20' }
    const heir = { newHeadId: ids.person('spouse_001') }
    const closed = await test.send('director', 'people.record_death', { ...died, ...heir })
    expect(closed).toMatchObject({ ok: true })
    expect(await see('scorekeeper', 'waiting')).toMatchObject({ total: 0 })
  })
  it('go with whoever is forgotten, and with the account of their wishes', async () => {
    const spouse = ids.person('spouse_001')
    const wish = { tenantCode, channels: ['slip'] }
    expect(await test.send('spouse_001', 'telling.choose_channels', wish)).toMatchObject({
      ok: true,
    })
    await tell(spouse, 'score_final', {})
    await planned()
    const gone = { tenantCode, personId: spouse }
    const left = { ...gone, reason: 'moved_away' }
    expect(await test.send('director', 'people.close_person', left)).toMatchObject({ ok: true })
    const forgotten = await test.send('director', 'people.forget_person', {
      ...{ ...gone, ground: '子女书面申请，附死亡证明' },
    })
    expect(forgotten).toMatchObject({ ok: true })
    expect(await deliveries()).toEqual([])
    const { rows } = await sql`select 1 from telling.preference`.execute(owner())
    expect(rows).toEqual([])
  })
})

it('tells the program alone what is to be sent', async () => {
  for (const name of ['telling.to_send', 'telling.due']) {
    const asked = await test.app.ask(sessionOf('county_administrator'), name as never, {} as never)
    expect(asked).toMatchObject({ ok: false, code: 'kernel.not_permitted' })
  }
})
