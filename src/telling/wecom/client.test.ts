import { beforeEach, describe, expect, it } from 'vitest'
import { type Card, makeWecom, type Wecom } from './client.ts'
import { simulateWecom } from './simulator.ts'

const corp = {
  ...{ corpId: 'ww-test', secret: 'geheim', agentId: 1000002 },
  isMember: (name: string) => ['zhang.san', 'li.si', 'wang'].includes(name.toLowerCase()),
  isUnlicensed: (name: string) => name === 'wang',
}
const card: Card = {
  title: '永丰村：有一条给您的消息',
  text: '请打开查看。',
  url: 'https://xiangyue.example/messages',
  button: '查看',
}

let at = Date.parse('2026-11-22T02:02:00Z')
let slept: number[] = []
let simulator: ReturnType<typeof simulateWecom>
const connect = (more: object = {}): Wecom =>
  makeWecom({
    ...{ corpId: corp.corpId, secret: corp.secret, agentId: corp.agentId },
    ...{ base: 'https://qyapi.weixin.qq.com', timeoutMs: 100, now: () => at },
    fetch: simulator.fetch,
    sleep: async (ms) => void slept.push(ms),
    ...more,
  })
let wecom: Wecom

beforeEach(() => {
  slept = []
  simulator = simulateWecom(corp, () => at)
  wecom = connect()
})

const one = async (member: string, sent = card) => (await wecom.send(sent, [member])).get(member)
/** Another text each time, so that none is dropped as a copy. */
const numbered = (n: number) => ({ ...card, text: `第 ${n} 条` })

describe('the token', () => {
  it('is fetched once, however many send at the same time', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => one('zhang.san', numbered(n))))
    expect(simulator.callsOf('gettoken')).toBe(1)
    expect(simulator.arrived).toHaveLength(20)
  })
  it('is fetched anew shortly before it runs out, and not earlier', async () => {
    await one('zhang.san')
    at += 6_800_000
    await one('zhang.san', numbered(1))
    expect(simulator.callsOf('gettoken')).toBe(1)
    at += 200_000
    await one('zhang.san', numbered(2))
    expect(simulator.callsOf('gettoken')).toBe(2)
  })
  it('that died early is fetched anew once, and the message sent', async () => {
    await one('zhang.san')
    simulator.killTokens()
    expect(await one('zhang.san', numbered(1))).toEqual({ kind: 'sent', reason: null })
    expect(simulator.callsOf('gettoken')).toBe(2)
  })
  it('refused again and again is given up for now', async () => {
    simulator.meet(42001, 40014)
    expect(await one('zhang.san')).toEqual({ kind: 'failed', reason: 'token_refused' })
    expect(simulator.callsOf('message/send')).toBe(2)
  })
  it('is not given for a wrong secret; that fails without a word of the secret, and later again', async () => {
    wecom = connect({ secret: 'falsch' })
    expect(await one('zhang.san')).toEqual({ kind: 'failed', reason: 'configuration' })
    expect(await one('zhang.san')).toEqual({ kind: 'failed', reason: 'configuration' })
    expect(simulator.callsOf('gettoken')).toBe(2)
  })
})

describe('sending', () => {
  it('answers for each member by itself', async () => {
    const outcomes = await wecom.send(card, ['Zhang.San', 'nobody', 'wang', 'li.si'])
    expect([...outcomes]).toEqual([
      ['Zhang.San', { kind: 'sent', reason: null }],
      ['nobody', { kind: 'undeliverable', reason: 'not_a_member' }],
      ['wang', { kind: 'undeliverable', reason: 'no_licence' }],
      ['li.si', { kind: 'sent', reason: null }],
    ])
    expect(simulator.arrived.map((arrived) => arrived.member)).toEqual(['Zhang.San', 'li.si'])
  })
  it('to nobody but strangers reaches nobody', async () => {
    expect(await one('nobody')).toEqual({ kind: 'undeliverable', reason: 'not_a_member' })
  })
  it('goes out in parts of a thousand', async () => {
    const many = Array.from({ length: 2100 }, (_, n) => `m${n}`)
    simulator = simulateWecom({ ...corp, isMember: (name) => many.includes(name) }, () => at)
    wecom = connect()
    const outcomes = [...(await wecom.send(card, many)).values()]
    expect(outcomes.every((outcome) => outcome.kind === 'sent')).toBe(true)
    expect(simulator.callsOf('message/send')).toBe(3)
  })
  it('keeps within what one member may be sent, where WeCom would drop it in silence', async () => {
    for (let n = 0; n < 30; n += 1) await one('zhang.san', numbered(n))
    expect(await one('zhang.san', numbered(30))).toEqual({ kind: 'failed', reason: 'member_limit' })
    expect(await one('li.si', numbered(30))).toMatchObject({ kind: 'sent' })
    at += 61_000
    expect(await one('zhang.san', numbered(30))).toMatchObject({ kind: 'sent' })
    expect(simulator.arrived).toHaveLength(32)
  })
  it('keeps within a thousand an hour for one member', async () => {
    for (let n = 0; n < 1000; n += 1) {
      await one('zhang.san', numbered(n))
      at += 2_100
    }
    expect(await one('zhang.san', numbered(1000))).toMatchObject({ reason: 'member_limit' })
    expect(simulator.arrived).toHaveLength(1000)
  })
  it('twice, after a lost answer, arrives once', async () => {
    await one('zhang.san')
    await one('zhang.san')
    expect(simulator.arrived).toHaveLength(1)
  })
})

describe('faults of the other side', () => {
  it('busy is tried three times, with patience', async () => {
    simulator.meet(-1, -1)
    expect(await one('zhang.san')).toMatchObject({ kind: 'sent' })
    expect(slept).toEqual([500, 2000])
    simulator.meet(-1, -1, -1)
    expect(await one('li.si')).toEqual({ kind: 'failed', reason: 'busy' })
  })
  it.each([
    [45009, 'too_much'],
    [45033, 'too_much'],
    [48002, 'configuration'],
    [50001, 'configuration'],
    [99999, 'errcode_99999'],
  ])('errcode %i is tried later: %s', async (errcode, reason) => {
    simulator.meet(errcode)
    expect(await one('zhang.san')).toEqual({ kind: 'failed', reason })
  })
  it('silence ends after the time limit, and rubbish is no answer', async () => {
    simulator.meet('silence', 'rubbish')
    expect(await one('zhang.san')).toEqual({ kind: 'failed', reason: 'too_late' })
    expect(await one('zhang.san')).toEqual({ kind: 'failed', reason: 'not_understood' })
  })
  it('no connection and a server’s fault are tried later', async () => {
    wecom = connect({ fetch: () => Promise.reject(new TypeError('fetch failed')) })
    expect(await one('zhang.san')).toEqual({ kind: 'failed', reason: 'not_reached' })
    wecom = connect({ fetch: async () => new Response('', { status: 503 }) })
    expect(await one('zhang.san')).toEqual({ kind: 'failed', reason: 'status_503' })
  })
})

describe('the simulator', () => {
  it('refuses a card that is too long or goes to no application', async () => {
    const long = { ...card, title: '长'.repeat(43) }
    expect(await one('zhang.san', long)).toMatchObject({ reason: 'errcode_45004' })
    wecom = connect({ agentId: 1 })
    expect(await one('zhang.san')).toMatchObject({ reason: 'errcode_40056' })
  })
  it('closes an interface that is called too often', async () => {
    simulator = simulateWecom({ ...corp, calls: { perMinute: 10, perHour: 50 } }, () => at)
    wecom = connect()
    for (let n = 0; n < 10; n += 1) {
      await simulator.fetch('https://x/cgi-bin/gettoken?corpid=other', {})
    }
    expect(await one('zhang.san')).toEqual({ kind: 'failed', reason: 'too_much' })
  })
})
