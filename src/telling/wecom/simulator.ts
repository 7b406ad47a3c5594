import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { type Arrived, makeDelivery, type Posted } from './simulated-delivery.ts'

/** What the simulated WeCom knows: one application and the members in its range. */
export interface SimulatedCorp {
  readonly corpId: string
  readonly secret: string
  readonly agentId: number
  /** Whether an account name lies in the application's range, and whether it lacks a licence. */
  isMember(name: string): boolean
  isUnlicensed?(name: string): boolean
  /** Calls of one interface by one corp; as documented unless a test has less patience. */
  readonly calls?: { readonly perMinute: number; readonly perHour: number }
}

const tokenSeconds = 7200
const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** Beyond these an interface is closed for a while. */
const documentedCalls = { perMinute: 10_000, perHour: 150_000 }

/**
 * Answers as WeCom's documentation says it answers: tokens that run out or die early, members out
 * of range, what one member may be sent, copies of the same text, frequencies, faults on demand.
 * Source: docs/governance.md 5.2 and 5.4. Nothing leaves this computer.
 */
export function simulateWecom(corp: SimulatedCorp, now: () => number = Date.now) {
  const arrived: Arrived[] = []
  const tokens = new Map<string, number>()
  const calls = new Map<string, number[]>()
  const counts = makeCallCounter(calls, corp.calls ?? documentedCalls, now)
  const faults: Fault[] = []
  const deliver = makeDelivery(corp, { arrived, now })
  const parts: Parts = { corp, now, faults, tokens, counts, deliver }
  const app = makeAnswers(parts)
  return {
    fetch: (url: string, init: RequestInit): Promise<Response> =>
      answerInTime(Promise.resolve(app.request(url, init)), init.signal ?? null),
    /** What members have received. */
    arrived,
    callsOf: (path: string) => calls.get(`/cgi-bin/${path}`)?.length ?? 0,
    /** The next sendings meet these: an errcode, no answer at all, or what is no JSON. */
    meet: (...next: Fault[]) => void faults.push(...next),
    /** All tokens die early, as they may. */
    killTokens: () => tokens.clear(),
  }
}

type Fault = number | 'silence' | 'rubbish'

interface Parts {
  readonly corp: SimulatedCorp
  readonly now: () => number
  readonly faults: Fault[]
  readonly tokens: Map<string, number>
  readonly counts: (path: string) => boolean
  readonly deliver: (posted: Posted) => object
}

function makeAnswers({ corp, now, faults, tokens, counts, deliver }: Parts): Hono {
  const app = new Hono()

  app.use(async (context, next) => {
    const path = new URL(context.req.url).pathname
    const fault = path.endsWith('/send') ? faults.shift() : undefined
    const tooOften = counts(path)
    if (fault === 'silence') return new Promise<never>(() => {})
    if (fault === 'rubbish') return context.text('<html>502</html>')
    const errcode = fault ?? (tooOften ? 45009 : null)
    return errcode === null ? next() : context.json({ errcode, errmsg: 'simulated' })
  })
  app.get('/cgi-bin/gettoken', (context) => {
    const wrong = refusedFor(corp, context.req.query())
    if (wrong) return context.json(wrong)
    const token = randomBytes(48).toString('base64url')
    tokens.set(token, now() + tokenSeconds * 1000)
    return context.json({ errcode: 0, access_token: token, expires_in: tokenSeconds })
  })
  app.post('/cgi-bin/message/send', async (context) => {
    const until = tokens.get(context.req.query('access_token') ?? '')
    if (until === undefined) return context.json({ errcode: 40014, errmsg: 'invalid token' })
    if (until <= now()) return context.json({ errcode: 42001, errmsg: 'token expired' })
    return context.json(deliver((await context.req.json()) as Posted))
  })
  return app
}

function answerInTime(answer: Promise<Response>, signal: AbortSignal | null): Promise<Response> {
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error))
    answer.then(resolve, reject)
  })
}

/** Counts a call; true when the interface has been called too often. */
function makeCallCounter(
  calls: Map<string, number[]>,
  most: { readonly perMinute: number; readonly perHour: number },
  now: () => number,
) {
  return (path: string): boolean => {
    const made = [...(calls.get(path) ?? []), now()]
    calls.set(path, made)
    const since = (ms: number) => made.filter((at) => at > now() - ms).length
    return since(minuteMs) > most.perMinute || since(hourMs) > most.perHour
  }
}

function refusedFor(corp: SimulatedCorp, asked: Record<string, string>): object | null {
  if (asked.corpid !== corp.corpId) return { errcode: 40013, errmsg: 'invalid corpid' }
  if (asked.corpsecret !== corp.secret) return { errcode: 40001, errmsg: 'invalid credential' }
  return null
}
