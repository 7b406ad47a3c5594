import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'

/** What the simulated WeCom knows: one application and the members in its range. */
export interface SimulatedCorp {
  readonly corpId: string
  readonly secret: string
  readonly agentId: number
  /** Account names in the application's range; those without a licence are told apart. */
  readonly members: readonly string[]
  readonly unlicensed?: readonly string[]
}

export interface Arrived {
  readonly member: string
  readonly title: string
  readonly text: string
  readonly url: string
}

interface Posted {
  readonly touser?: string
  readonly msgtype?: string
  readonly agentid?: number
  readonly textcard?: { title?: string; description?: string; url?: string; btntxt?: string }
  readonly enable_duplicate_check?: number
  readonly duplicate_check_interval?: number
}

const tokenSeconds = 7200
const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** Calls of one interface by one corp: beyond these the interface is closed for a while. */
const limits = { callsPerMinute: 10_000, callsPerHour: 150_000, perMinute: 30, perHour: 1000 }
const most = { users: 1000, titleBytes: 128, textBytes: 512, urlBytes: 2048, buttonSigns: 4 }

/**
 * Answers as WeCom's documentation says it answers: tokens that run out or die early, members out
 * of range, what one member may be sent, copies of the same text, frequencies, faults on demand.
 * Source: docs/governance.md 5.2 and 5.4. Nothing leaves this computer.
 */
export function simulateWecom(corp: SimulatedCorp, now: () => number = Date.now) {
  const arrived: Arrived[] = []
  const tokens = new Map<string, number>()
  const calls: { path: string; at: number }[] = []
  const faults: (number | 'silence' | 'rubbish')[] = []
  const deliver = makeDelivery(corp, { arrived, now })
  const app = new Hono()

  app.use(async (context, next) => {
    const path = new URL(context.req.url).pathname
    calls.push({ path, at: now() })
    const fault = path.endsWith('/send') ? faults.shift() : undefined
    if (fault === 'silence') return new Promise<never>(() => {})
    if (fault === 'rubbish') return context.text('<html>502</html>')
    if (fault !== undefined) return context.json({ errcode: fault, errmsg: 'simulated' })
    const since = (ms: number) => calls.filter((one) => one.path === path && one.at > now() - ms)
    const minute = since(minuteMs).length > limits.callsPerMinute
    if (minute || since(hourMs).length > limits.callsPerHour) {
      return context.json({ errcode: 45009, errmsg: 'api freq out of limit' })
    }
    return next()
  })
  app.get('/cgi-bin/gettoken', (context) => {
    if (context.req.query('corpid') !== corp.corpId) {
      return context.json({ errcode: 40013, errmsg: 'invalid corpid' })
    }
    if (context.req.query('corpsecret') !== corp.secret) {
      return context.json({ errcode: 40001, errmsg: 'invalid credential' })
    }
    const token = randomBytes(48).toString('base64url')
    tokens.set(token, now() + tokenSeconds * 1000)
    return context.json({
      ...{ errcode: 0, errmsg: 'ok', access_token: token, expires_in: tokenSeconds },
    })
  })
  app.post('/cgi-bin/message/send', async (context) => {
    const until = tokens.get(context.req.query('access_token') ?? '')
    if (until === undefined) return context.json({ errcode: 40014, errmsg: 'invalid token' })
    if (until <= now()) return context.json({ errcode: 42001, errmsg: 'token expired' })
    return context.json(deliver((await context.req.json()) as Posted))
  })
  return {
    fetch: (url: string, init: RequestInit): Promise<Response> =>
      answerInTime(Promise.resolve(app.request(url, init)), init.signal ?? null),
    /** What members have received. */
    arrived,
    callsOf: (path: string) => calls.filter((one) => one.path.endsWith(path)).length,
    /** The next sendings meet these: an errcode, no answer at all, or what is no JSON. */
    meet: (...next: (number | 'silence' | 'rubbish')[]) => void faults.push(...next),
    /** All tokens die early, as they may. */
    killTokens: () => tokens.clear(),
  }
}

function answerInTime(answer: Promise<Response>, signal: AbortSignal | null): Promise<Response> {
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error))
    answer.then(resolve, reject)
  })
}

function makeDelivery(corp: SimulatedCorp, of: { arrived: Arrived[]; now: () => number }) {
  const counted = new Map<string, number[]>()
  const seen = new Map<string, number>()
  const isIn = (list: readonly string[], name: string) =>
    list.some((one) => one.toLowerCase() === name.toLowerCase())

  /** What is too much for one member, or a copy, is dropped without a word. */
  function drops(member: string, copy: string, posted: Posted): boolean {
    const at = of.now()
    const recent = (counted.get(member) ?? []).filter((one) => one > at - hourMs)
    const minute = recent.filter((one) => one > at - minuteMs).length
    if (minute >= limits.perMinute || recent.length >= limits.perHour) return true
    const interval = (posted.duplicate_check_interval ?? 1800) * 1000
    const key = `${member}|${copy}`
    if (posted.enable_duplicate_check === 1 && (seen.get(key) ?? -interval) > at - interval) {
      return true
    }
    seen.set(key, at)
    counted.set(member, [...recent, at])
    return false
  }

  return (posted: Posted): object => {
    const wrong = whatIsWrong(corp, posted)
    if (wrong) return wrong
    const asked = [...new Set(posted.touser!.split('|'))]
    const { title = '', description: text = '', url = '' } = posted.textcard!
    const invalid = asked.filter((name) => !isIn(corp.members, name))
    const unlicensed = asked.filter((name) => isIn(corp.unlicensed ?? [], name))
    const reached = asked.filter((name) => !invalid.includes(name) && !unlicensed.includes(name))
    if (reached.length === 0) return { errcode: 81013, errmsg: 'user & party & tag all invalid' }
    for (const member of reached) {
      if (!drops(member.toLowerCase(), title + text + url, posted)) {
        of.arrived.push({ member, title, text, url })
      }
    }
    return {
      ...{ errcode: 0, errmsg: 'ok', msgid: randomBytes(9).toString('base64url') },
      // WeCom answers account names in small letters.
      ...{ invaliduser: invalid.join('|').toLowerCase(), unlicenseduser: unlicensed.join('|') },
    }
  }
}

function whatIsWrong(corp: SimulatedCorp, posted: Posted): object | null {
  const bytes = (text = '') => Buffer.byteLength(text)
  const { title, description, url, btntxt = '' } = posted.textcard ?? {}
  if (posted.msgtype !== 'textcard') return { errcode: 40008, errmsg: 'invalid message type' }
  if (posted.agentid !== corp.agentId) return { errcode: 40056, errmsg: 'invalid agentid' }
  if (!posted.touser) return { errcode: 40031, errmsg: 'no receiver' }
  if (posted.touser.split('|').length > most.users) return { errcode: 40035, errmsg: 'too many' }
  if (!title || !description || !url) return { errcode: 41016, errmsg: 'missing part of card' }
  const long = bytes(title) > most.titleBytes || bytes(description) > most.textBytes
  if (long || bytes(url) > most.urlBytes || [...btntxt].length > most.buttonSigns) {
    return { errcode: 45004, errmsg: 'too long' }
  }
  return null
}
