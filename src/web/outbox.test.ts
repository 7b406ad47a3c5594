import { describe, expect, it } from 'vitest'
import { closedGateway, developmentGateway, type TextMessage } from '#auth/gateway.ts'
import type { ToSend } from '#telling/queries.ts'
import { openOutbox, wecomSetting } from './outbox.ts'

const village = '231282106202'
const one = (deliveryId: string, more: Partial<ToSend> = {}): ToSend => ({
  ...{ deliveryId, tenantCode: village, channel: 'sms', address: '13800138000' },
  ...{ needsAnswer: false, place: '永丰村', ...more },
})
const wecom = (deliveryId: string, more: Partial<ToSend> = {}) =>
  one(deliveryId, { channel: 'wecom', address: 'zhang.san', ...more })

/** Runs the job over what is due and answers what it wrote down. */
async function outcomesOf(outbox: ReturnType<typeof openOutbox>, due: readonly ToSend[]) {
  const written: { tenantCode: string; outcomes: { deliveryId: string }[] }[] = []
  await outbox.job.run({
    session: { accountId: null, system: 'test' },
    now: () => '2026-11-22T02:00:00.000Z',
    ask: async () => ({ ok: true, value: due }),
    act: async (_name, input) => {
      written.push(input as never)
      return { ok: true, value: null }
    },
  })
  return written
}

const real = { demonstration: false, origin: 'https://village.example' }

describe('by which ways messages leave', () => {
  it('nothing is sent where nothing is connected: it falls to the next way', async () => {
    for (const gateway of [closedGateway, developmentGateway()]) {
      const outbox = openOutbox(real, { environment: {}, gateway })
      const [written] = await outcomesOf(outbox, [one('a'), wecom('b')])
      expect(written!.outcomes).toEqual([
        { deliveryId: 'a', kind: 'undeliverable', reason: 'not_connected' },
        { deliveryId: 'b', kind: 'undeliverable', reason: 'not_connected' },
      ])
      expect(gateway.latestTexts?.() ?? []).toEqual([])
      expect(outbox.shown()).toBeNull()
    }
  })
  it('a provider gets a sentence that says nothing but that there is something, and where', async () => {
    const sent: TextMessage[] = []
    const gateway = {
      ...closedGateway,
      kind: 'provider' as const,
      sendText: async (message: TextMessage) => sent.push(message) < 3,
    }
    const outbox = openOutbox(real, { environment: {}, gateway })
    const due = [one('a'), one('b', { needsAnswer: true }), one('c'), one('d', { address: null })]
    const [written] = await outcomesOf(outbox, due)
    expect(written!.outcomes).toEqual([
      { deliveryId: 'a', kind: 'sent', reason: null },
      { deliveryId: 'b', kind: 'sent', reason: null },
      { deliveryId: 'c', kind: 'failed', reason: 'not_taken' },
      { deliveryId: 'd', kind: 'undeliverable', reason: 'no_address' },
    ])
    expect(sent.slice(0, 2)).toEqual([
      {
        ...{ id: 'a', phone: '13800138000' },
        text: '永丰村有一条给您的消息。打开查看：https://village.example/messages',
      },
      {
        ...{ id: 'b', phone: '13800138000' },
        text: '永丰村有一件事等您答复。打开查看：https://village.example/messages',
      },
    ])
  })
  it('a demonstration shows what it would have sent, and its WeCom is the simulator', async () => {
    const gateway = developmentGateway()
    const outbox = openOutbox(
      { demonstration: true, origin: 'http://localhost:8080' },
      { environment: { WECOM_CORP_ID: 'x' }, gateway },
    )
    const [written] = await outcomesOf(outbox, [one('a'), wecom('b'), wecom('c')])
    expect(written!.outcomes.map(({ deliveryId }) => deliveryId)).toEqual(['a', 'b', 'c'])
    expect(outbox.shown()).toMatchObject([
      { to: '138****8000', text: '永丰村有一条给您的消息。请打开乡约查看。' },
      { to: 'zhang.san', text: '永丰村有一条给您的消息 打开就能看到全文和下一步怎么办。' },
    ])
  })
  it('places are written down each by itself', async () => {
    const outbox = openOutbox(real, { environment: {}, gateway: closedGateway })
    const other = one('b', { tenantCode: '340803100206' })
    const written = await outcomesOf(outbox, [one('a'), other])
    expect(written.map(({ tenantCode }) => tenantCode)).toEqual([village, '340803100206'])
  })
})

describe('the configuration of WeCom', () => {
  const whole = { WECOM_CORP_ID: 'ww1', WECOM_SECRET: 's', WECOM_AGENT_ID: '1000002' }
  it('is whole or absent', () => {
    expect(wecomSetting({})).toBeNull()
    expect(wecomSetting(whole)).toEqual({
      ...{ corpId: 'ww1', secret: 's', agentId: 1000002, base: 'https://qyapi.weixin.qq.com' },
    })
    expect(() => wecomSetting({ WECOM_CORP_ID: 'ww1' })).toThrow(/WECOM_SECRET/)
    expect(() => wecomSetting({ ...whole, WECOM_AGENT_ID: 'x' })).toThrow(/number/)
  })
  it('goes over HTTPS, or to this computer', () => {
    expect(() => wecomSetting({ ...whole, WECOM_API_URL: 'http://wecom.example' })).toThrow(/https/)
    const here = wecomSetting({ ...whole, WECOM_API_URL: 'http://127.0.0.1:9000/' })
    expect(here).toMatchObject({ base: 'http://127.0.0.1:9000' })
  })
})
