import type { Outcome } from '#telling/model.ts'
import { makeMemberCounter, memberLimits } from './limits.ts'
import { makeTokenCache } from './token.ts'

export interface WecomSetting {
  readonly corpId: string
  readonly secret: string
  /** Number of the application that sends. */
  readonly agentId: number
  /** `https://qyapi.weixin.qq.com`, or where the simulator listens. */
  readonly base: string
  readonly timeoutMs?: number
  /** Replaced by the simulator. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>
  readonly now?: () => number
  readonly sleep?: (milliseconds: number) => Promise<void>
}

/** A card with a title, a line and a link; nobody's points, name or matter stands on it. */
export interface Card {
  readonly title: string
  readonly text: string
  readonly url: string
  readonly button: string
}

export interface Wecom {
  /** Sends one card to members; answers for each account name what became of it. */
  send(card: Card, members: readonly string[]): Promise<ReadonlyMap<string, Outcome>>
}

/** WeCom takes this many members at once. */
const mostMembers = 1000
const busyTries = 3
const busyWaitMs = [500, 2000] as const

/** The token was refused: fetched anew once, under the cache's lock. */
const tokenRefused = [40014, 42001]
/** Not for ever: frequency, concurrency. */
const tooMuch = [45009, 45033]
/** Wrong secret, forbidden interface, address of this server: whoever runs the program must act. */
const misconfigured = [40001, 40013, 48002, 50001, 60020]
const nobodyLeft = 81013

const sent: Outcome = { kind: 'sent', reason: null }
const failed = (reason: string): Outcome => ({ kind: 'failed', reason })
const undeliverable = (reason: string): Outcome => ({ kind: 'undeliverable', reason })

interface Answer {
  readonly errcode: number
  readonly access_token?: string
  readonly expires_in?: number
  readonly invaliduser?: string
  readonly unlicenseduser?: string
}

/** Why a call brought no answer, in one word; what the other side wrote is not repeated. */
class NoAnswer extends Error {
  readonly reason: string
  constructor(reason: string) {
    super(`WeCom gave no answer: ${reason}`)
    this.reason = reason
  }
}

/**
 * Sends to members of WeCom. Branches on `errcode` alone, refreshes a refused token once, repeats a
 * busy answer three times at most, and keeps within what one member may be sent. It never throws for
 * what the other side answers: each member gets an outcome. Source: docs/governance.md 5.2 and 5.4.
 */
export function makeWecom(setting: WecomSetting): Wecom {
  const now = setting.now ?? Date.now
  const call = makeCall(setting)
  const counter = makeMemberCounter(memberLimits, now)
  const tokens = makeTokenCache(async () => {
    const query = new URLSearchParams({ corpid: setting.corpId, corpsecret: setting.secret })
    const {
      errcode,
      access_token: token,
      expires_in: expiresInSeconds,
    } = await call(`/cgi-bin/gettoken?${query}`)
    if (errcode !== 0 || !token) throw new NoAnswer(reasonOf(errcode))
    return { token, expiresInSeconds: expiresInSeconds ?? 7200 }
  }, now)

  async function post(body: object): Promise<Answer> {
    const token = await tokens.get()
    const send = (one: string) => call(`/cgi-bin/message/send?access_token=${one}`, body)
    const answer = await send(token)
    if (!tokenRefused.includes(answer.errcode)) return answer
    tokens.drop(token)
    return send(await tokens.get())
  }

  return {
    async send(card, members) {
      const free = members.filter((member) => counter.take(member))
      const outcomes = new Map(members.map((member) => [member, failed('member_limit')]))
      for (let start = 0; start < free.length; start += mostMembers) {
        const part = free.slice(start, start + mostMembers)
        const answered = await outcomesOf(() => post(bodyOf(setting.agentId, card, part)), part)
        for (const [member, outcome] of answered) outcomes.set(member, outcome)
      }
      return outcomes
    },
  }
}

function bodyOf(agentId: number, card: Card, members: readonly string[]): object {
  return {
    ...{ touser: members.join('|'), msgtype: 'textcard', agentid: agentId },
    textcard: { title: card.title, description: card.text, url: card.url, btntxt: card.button },
    // A try whose answer was lost is repeated: within half an hour WeCom drops the second copy.
    ...{ enable_duplicate_check: 1, duplicate_check_interval: 1800 },
  }
}

async function outcomesOf(
  post: () => Promise<Answer>,
  members: readonly string[],
): Promise<ReadonlyMap<string, Outcome>> {
  const all = (outcome: Outcome) => new Map(members.map((member) => [member, outcome]))
  try {
    const answer = await post()
    if (answer.errcode === nobodyLeft) return all(undeliverable('not_a_member'))
    if (answer.errcode !== 0) return all(failed(reasonOf(answer.errcode)))
    const outcomes = all(sent)
    // Account names are told apart without regard to case.
    const named = (list = '') => new Set(list.toLowerCase().split('|').filter(Boolean))
    const [invalid, unlicensed] = [named(answer.invaliduser), named(answer.unlicenseduser)]
    for (const member of members) {
      const name = member.toLowerCase()
      if (invalid.has(name)) outcomes.set(member, undeliverable('not_a_member'))
      else if (unlicensed.has(name)) outcomes.set(member, undeliverable('no_licence'))
    }
    return outcomes
  } catch (error) {
    if (error instanceof NoAnswer) return all(failed(error.reason))
    throw error
  }
}

function reasonOf(errcode: number): string {
  if (errcode === -1) return 'busy'
  if (tooMuch.includes(errcode)) return 'too_much'
  if (misconfigured.includes(errcode)) return 'configuration'
  if (tokenRefused.includes(errcode)) return 'token_refused'
  return `errcode_${Math.abs(errcode)}`
}

/** One call with its time limit; a busy answer is repeated a little later. */
function makeCall(setting: WecomSetting) {
  const { base, timeoutMs = 5000 } = setting
  const request = setting.fetch ?? fetch
  const sleep = setting.sleep ?? ((ms: number) => new Promise((done) => setTimeout(done, ms)))

  async function once(path: string, body: object | undefined): Promise<Answer> {
    try {
      const answer = await request(base + path, {
        ...{ redirect: 'error', signal: AbortSignal.timeout(timeoutMs) },
        ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
        headers: { 'content-type': 'application/json' },
      })
      if (!answer.ok) throw new NoAnswer(`status_${answer.status}`)
      const read = (await answer.json()) as Partial<Answer>
      if (typeof read.errcode !== 'number') throw new NoAnswer('not_understood')
      return read as Answer
    } catch (error) {
      if (error instanceof NoAnswer) throw error
      if (error instanceof SyntaxError) throw new NoAnswer('not_understood')
      const late = error instanceof Error && error.name === 'TimeoutError'
      throw new NoAnswer(late ? 'too_late' : 'not_reached')
    }
  }

  return async (path: string, body?: object): Promise<Answer> => {
    let answer = await once(path, body)
    for (let n = 1; answer.errcode === -1 && n < busyTries; n += 1) {
      await sleep(busyWaitMs[n - 1]!)
      answer = await once(path, body)
    }
    return answer
  }
}
