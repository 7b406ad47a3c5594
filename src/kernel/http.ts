import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Session } from './actor.ts'
import { ask } from './ask.ts'
import { unavailabilityOf } from './database-unavailable.ts'
import { dispatch } from './dispatch.ts'
import { factsOf } from './fault.ts'
import type { Kernel } from './kernel.ts'
import type { Log } from './log.ts'
import { openApiDocument } from './openapi.ts'
import type { Outcome } from './outcome.ts'
import { type ProblemSetting, problemOf, type Say } from './problem.ts'

/** What the server knows about a request before it reaches the API. */
export interface ApiRequest {
  readonly session: Session
  readonly locale: string
  readonly requestId: string
}

export interface ApiParts {
  readonly kernel: Kernel
  readonly log: Pick<Log, 'error'>
  readonly say: Say
  readonly statuses: Readonly<Record<string, number>>
  readonly bodyLimitBytes: number
}

type Env = { Bindings: ApiRequest }

/**
 * The HTTP face of the two doors: POST /api/v1/commands/{name}, POST /api/v1/queries/{name}. What is
 * public can also be asked by GET; anything else could put a name into an address.
 */
export function makeApi(parts: ApiParts): Hono<Env> {
  const api = new Hono<Env>().basePath('/api')
  const document = openApiDocument(parts)
  const limit = bodyLimit({
    maxSize: parts.bodyLimitBytes,
    onError: (c) => problem(parts, c as Context<Env>, 'kernel.too_large'),
  })
  api.get('/openapi.json', (c) => c.json(document))
  api.post('/v1/commands/:name', limit, (c) => sendCommand(parts, c))
  api.post('/v1/queries/:name', limit, (c) => sendQuery(parts, c, () => readJson(c)))
  api.get('/v1/queries/:name', (c) => sendPublicQuery(parts, c))
  api.notFound((c) => problem(parts, c, 'kernel.unknown_query'))
  api.onError((error, c) => answerFault(parts, c, error))
  return api
}

async function sendCommand(parts: ApiParts, c: Context<Env>): Promise<Response> {
  const body = await readJson(c)
  if (body === undefined) return problem(parts, c, whyUnread(c))
  const envelope = { ...(body as object), name: c.req.param('name') } as never
  const dryRun = c.req.query('dryRun') === 'true'
  return respond(parts, c, await dispatch(parts.kernel, c.env.session, { envelope, dryRun }))
}

async function sendPublicQuery(parts: ApiParts, c: Context<Env>): Promise<Response> {
  const query = parts.kernel.queries.get(c.req.param('name') ?? '')
  if (!query || query.access === 'public') return sendQuery(parts, c, () => queryInput(c))
  c.header('allow', 'POST')
  return problem(parts, c, 'kernel.post_only')
}

async function sendQuery(
  parts: ApiParts,
  c: Context<Env>,
  read: () => Promise<unknown> | unknown,
): Promise<Response> {
  const input = await read()
  if (input === undefined) return problem(parts, c, whyUnread(c))
  const name = c.req.param('name') ?? ''
  return respond(parts, c, await ask(parts.kernel, c.env.session, { name, input }))
}

const isJson = (c: Context<Env>) =>
  /^application\/(\w+\+)?json\b/.test(c.req.header('content-type') ?? '')

/** Another content type than JSON, or broken JSON; what stands in an address has no type. */
function whyUnread(c: Context<Env>): 'kernel.not_json' | 'kernel.unreadable_json' {
  return c.req.method === 'GET' || isJson(c) ? 'kernel.unreadable_json' : 'kernel.not_json'
}

/** JSON only: other content types could be sent by a foreign page's form. */
async function readJson(c: Context<Env>): Promise<unknown> {
  if (!isJson(c)) return undefined
  return parsed(await c.req.text())
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** `?input={…}` as JSON, or plain parameters as strings. */
function queryInput(c: Context<Env>): unknown {
  const whole = c.req.query('input')
  return whole === undefined ? c.req.query() : parsed(whole)
}

function respond(parts: ApiParts, c: Context<Env>, outcome: Outcome<unknown>): Response {
  if (!outcome.ok) return problemResponse(c, problemOf(outcome, settingOf(parts, c)))
  const { value, sequence, replayed } = outcome
  return c.json(sequence < 0 ? { value } : { value, sequence, replayed })
}

/** A fault is written to the log with its request number; the sender is told the number only. */
function answerFault(parts: ApiParts, c: Context<Env>, error: Error): Response {
  const { requestId } = c.env
  parts.log.error({ requestId, ...actOf(parts, c), ...factsOf(error) }, 'fault')
  const code = unavailabilityOf(error) ?? 'kernel.fault'
  const refused = { ok: false, code, details: { requestId } } as const
  return problemResponse(c, problemOf(refused, settingOf(parts, c)))
}

/** The name is the sender's own words until a command or query goes by it. */
function actOf({ kernel }: ApiParts, c: Context<Env>): { act?: string } {
  const act = c.req.path.split('/').at(-1) ?? ''
  return kernel.commands.has(act) || kernel.queries.has(act) ? { act } : {}
}

function problem(parts: ApiParts, c: Context<Env>, code: string): Response {
  const refused = { ok: false, code, details: { name: c.req.path } } as const
  return problemResponse(c, problemOf(refused, settingOf(parts, c)))
}

function problemResponse(c: Context<Env>, body: ReturnType<typeof problemOf>): Response {
  return c.body(JSON.stringify(body), body.status as 400, {
    'content-type': 'application/problem+json; charset=utf-8',
  })
}

function settingOf(parts: ApiParts, c: Context<Env>): ProblemSetting {
  const { locale, requestId } = c.env
  return { say: parts.say, statuses: parts.statuses, locale, requestId }
}
