import type { CodeGateway } from '#auth/gateway.ts'
import { isLoopback } from '#kernel/loopback.ts'
import type { Job } from '#kernel/module.ts'
import * as m from '#paraglide/messages.js'
import type { Outcome } from '#telling/model.ts'
import { type Addressed, makeSendJob, type Way, type Ways } from '#telling/sending.ts'
import { makeWecom, type Wecom } from '#telling/wecom/client.ts'
import { simulateWecom } from '#telling/wecom/simulator.ts'
import type { Config } from './runtime.ts'

/** A message that would have gone out, for whoever runs the program on this computer. */
export interface ShownMessage {
  readonly to: string
  readonly text: string
  /** ISO instant; null where it was not kept. */
  readonly at: string | null
}

export interface Outbox {
  readonly job: Job
  /** What a demonstration did not really send, newest first; null where messages really go out. */
  shown(): readonly ShownMessage[] | null
}

interface Around {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly gateway: CodeGateway
}

type Outside = Pick<Config, 'demonstration' | 'origin'>

/**
 * By which ways messages leave this program. A demonstration sends nothing: text messages are shown
 * on the screen, and WeCom is its simulator. Elsewhere only what was configured sends; everything
 * else falls to paper.
 */
export function openOutbox(config: Outside, { environment, gateway }: Around): Outbox {
  const link = `${config.origin}/messages`
  if (config.demonstration) {
    const corp = { corpId: 'demonstration', secret: 'demonstration', agentId: 1 }
    const simulated = simulateWecom({ ...corp, isMember: () => true })
    const wecom = makeWecom({ ...corp, base: 'https://simulated', fetch: simulated.fetch })
    const job = makeSendJob({ sms: bySms(gateway, link), wecom: byWecom(wecom, link) })
    return { job, shown: () => [...textsOf(gateway), ...cardsOf(simulated)] }
  }
  const setting = wecomSetting(environment)
  const ways: Ways = {
    ...(gateway.kind === 'provider' ? { sms: bySms(gateway, link) } : {}),
    ...(setting ? { wecom: byWecom(makeWecom(setting), link) } : {}),
  }
  return { job: makeSendJob(ways), shown: () => null }
}

const textsOf = (gateway: CodeGateway): ShownMessage[] =>
  (gateway.latestTexts?.() ?? []).map(({ phone, text, at }) => ({ to: phone, text, at }))

const cardsOf = ({ arrived }: ReturnType<typeof simulateWecom>): ShownMessage[] =>
  arrived
    .slice(-20)
    .reverse()
    .map(({ member, title, text }) => ({ to: member, text: `${title} ${text}`, at: null }))

/** All three or none: half a configuration would fail only when somebody was to be told. */
export function wecomSetting(environment: Around['environment']) {
  const { WECOM_CORP_ID: corpId, WECOM_SECRET: secret, WECOM_AGENT_ID: agent } = environment
  if (!corpId && !secret && !agent) return null
  const agentId = Number(agent)
  if (!corpId || !secret || !Number.isSafeInteger(agentId) || agentId <= 0) {
    throw new Error('WeCom needs WECOM_CORP_ID, WECOM_SECRET and WECOM_AGENT_ID (a number).')
  }
  const base = environment.WECOM_API_URL ?? 'https://qyapi.weixin.qq.com'
  const url = URL.parse(base)
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
  if (!safe) throw new Error('WECOM_API_URL must begin with https:// (or lead to this computer).')
  return { corpId, secret, agentId, base: base.replace(/\/$/, '') }
}

const zh = { locale: 'zh-CN' } as const
const titleOf = (one: Pick<Addressed, 'place' | 'needsAnswer'>) =>
  one.needsAnswer
    ? m.telling_out_needs({ place: one.place }, zh)
    : m.telling_out_title({ place: one.place }, zh)

/** A link that leads to this computer only would puzzle whoever reads it on a telephone. */
const leadsHere = (link: string) => isLoopback(new URL(link).hostname)

function bySms(gateway: CodeGateway, link: string): Way {
  const text = (one: Addressed) =>
    leadsHere(link)
      ? m.telling_out_text({ title: titleOf(one) }, zh)
      : m.telling_out_text_link({ title: titleOf(one), link }, zh)
  return async (due) => {
    const outcomes = new Map<string, Outcome>()
    for (const one of due) {
      const id = one.deliveryId
      const taken = await gateway.sendText({ id, phone: one.address, text: text(one) })
      outcomes.set(
        id,
        taken ? { kind: 'sent', reason: null } : { kind: 'failed', reason: 'not_taken' },
      )
    }
    return outcomes
  }
}

/** Equal cards go out together: at most two for a place, with and without something to answer. */
function byWecom(wecom: Wecom, link: string): Way {
  return async (due) => {
    const outcomes = new Map<string, Outcome>()
    for (const [title, group] of Map.groupBy(due, titleOf)) {
      const words = { text: m.telling_out_card({}, zh), button: m.telling_out_button({}, zh) }
      const members = [...new Set(group.map((one) => one.address))]
      const answered = await wecom.send({ title, url: link, ...words }, members)
      for (const one of group) outcomes.set(one.deliveryId, answered.get(one.address)!)
    }
    return outcomes
  }
}
