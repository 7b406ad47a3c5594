import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { type AnyCommand, defineCommand } from '#kernel/command.ts'
import { makeApi } from '#kernel/http.ts'
import { newEnvelopeId } from '#kernel/id.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { makeLog } from '#kernel/log.ts'
import { holds } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok } from '#kernel/result.ts'
import { openTestApp, sessionOf, type TestApp } from '#test/app.ts'
import { place } from '#test/village.ts'
import { say } from '#web/sentence.ts'

const About = z.object({ tenantCode: z.string(), name: z.string() })

/** Breaks on a row that the database refuses, as a mistake of ours would. */
const breaking = defineCommand({
  name: 'trial.break',
  input: About,
  may: ({ actor, input }) => holds(actor, input.tenantCode, ['director']),
  async run({ db, input }) {
    await sql`insert into people.person (tenant_code, name) values (${input.tenantCode},
      ${input.name})`.execute(db)
    return ok(null)
  },
})

const breakingToo = defineQuery({
  name: 'trial.break_too',
  input: About,
  access: 'scoped',
  may: ({ actor, input }) => holds(actor, input.tenantCode, ['director']),
  async run({ db, input }) {
    await sql`select ${input.name}::uuid`.execute(db)
    return ok(null)
  },
})

let house: TestApp
let kernel: Kernel
let api: ReturnType<typeof makeApi>
const logged: string[] = []
beforeAll(async () => {
  house = await openTestApp()
  const statuses = Object.assign({}, ...house.app.modules.map((m) => m.refusals ?? {}))
  const { commands, queries } = house.app.kernel
  kernel = {
    ...house.app.kernel,
    commands: new Map([...commands, ['trial.break', breaking as AnyCommand]]),
    queries: new Map([...queries, ['trial.break_too', breakingToo]]),
  }
  const log = makeLog('info', { write: (line) => logged.push(line) })
  api = makeApi({ kernel, log, say, statuses, bodyLimitBytes: 1024 * 1024 })
})
afterAll(() => house.close())

const json = { 'content-type': 'application/json' }

function call(path: string, init: RequestInit = {}, who = 'director', locale = 'en') {
  const bindings = { session: sessionOf(who), locale, requestId: 'request-1' }
  return api.fetch(new Request(`http://localhost${path}`, init), bindings)
}

const decide = (days: number, id = newEnvelopeId()) => ({
  method: 'POST',
  headers: json,
  body: JSON.stringify({
    id,
    input: {
      ...{ tenantCode: place.village, key: 'notices.days', validFrom: '2026-12-01' },
      ...{ value: days, source: 'Villagers’ assembly of 1 November 2026', verified: true },
    },
  }),
})

describe('the HTTP face of the doors', () => {
  it('carries out a command, and answers a repeated envelope with the first result', async () => {
    const request = decide(9)
    const first = await call('/api/v1/commands/settings.decide', request)
    expect(first.status).toBe(200)
    const again = await call('/api/v1/commands/settings.decide', request)
    expect(await again.json()).toMatchObject({ replayed: true })
  })

  it('answers a refusal with problem+json and a sentence in the language asked for', async () => {
    for (const locale of ['zh-CN', 'en']) {
      const response = await call('/api/v1/commands/settings.decide', decide(2), 'director', locale)
      expect(response.status).toBeGreaterThanOrEqual(400)
      expect(response.headers.get('content-type')).toContain('application/problem+json')
      const problem = (await response.json()) as { detail: string; requestId: string }
      expect(problem.requestId).toBe('request-1')
      expect(/\p{Script=Han}/u.test(problem.detail)).toBe(locale === 'zh-CN')
    }
  })

  it('takes JSON only, so that no foreign form can send a command', async () => {
    const plain = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' }
    const broken = { method: 'POST', headers: json, body: '{' }
    for (const door of ['commands/settings.decide', 'queries/settings.list']) {
      for (const [sent, status, code] of [
        [plain, 415, 'kernel.not_json'],
        [broken, 400, 'kernel.unreadable_json'],
      ] as const) {
        const refused = await call(`/api/v1/${door}`, sent)
        expect(refused.status).toBe(status)
        expect(await refused.json()).toMatchObject({ code })
      }
    }
    const address = await call('/api/v1/queries/settings.list?input=%7B')
    expect(await address.json()).toMatchObject({ code: 'kernel.unreadable_json' })
  })

  it('tells guests to sign in, and others that they may not', async () => {
    expect((await call('/api/v1/commands/settings.decide', decide(8), 'guest')).status).toBe(401)
    expect((await call('/api/v1/commands/settings.decide', decide(8), 'reviewer')).status).toBe(403)
  })

  it('answers what is not public by POST alone, so that no name gets into an address', async () => {
    const path = '/api/v1/queries/people.reveal_identity'
    const asked = await call(`${path}?input=%7B%7D`, {}, 'director')
    expect(asked.status).toBe(405)
    expect(asked.headers.get('allow')).toBe('POST')
    expect(await asked.json()).toMatchObject({ code: 'kernel.post_only' })
    const posted = await call(path, { method: 'POST', headers: json, body: '{}' }, 'director')
    expect(posted.status).toBe(422)
  })

  it('answers public queries by GET and by POST', async () => {
    const input = encodeURIComponent(JSON.stringify({ tenantCode: place.village }))
    const read = await call(`/api/v1/queries/settings.list?input=${input}`, {}, 'guest')
    expect(read.status).toBe(200)
    const body = JSON.stringify({ tenantCode: place.village })
    const posted = await call(
      '/api/v1/queries/settings.list',
      { method: 'POST', headers: json, body },
      'guest',
    )
    expect(await posted.json()).toEqual(await read.json())
  })

  it('refuses a body over the limit with its sentence', async () => {
    const body = JSON.stringify({ id: newEnvelopeId(), input: 'x'.repeat(2 * 1024 * 1024) })
    const response = await call('/api/v1/commands/settings.decide', {
      method: 'POST',
      headers: json,
      body,
    })
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ code: 'kernel.too_large' })
  })

  it('knows no other addresses, commands or queries', async () => {
    for (const path of ['v1/queries/settings.unheard', 'v1/else', 'v2']) {
      const response = await call(`/api/${path}`)
      expect(response.status).toBe(404)
      expect(await response.json()).toMatchObject({ code: 'kernel.unknown_query' })
    }
  })

  it('describes every command and query in OpenAPI 3.1, with every reference resolved', async () => {
    const document = (await (await call('/api/openapi.json')).json()) as {
      openapi: string
      paths: object
      components: { schemas: object }
    }
    expect(document.openapi).toBe('3.1.0')
    const { commands, queries } = kernel
    expect(Object.keys(document.paths).length).toBe(commands.size + queries.size)
    const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)]
    const missing = references
      .map((m) => m[1]!)
      .filter((name) => !(name in document.components.schemas))
    expect(missing).toEqual([])
  })
})

describe('a fault behind the API', () => {
  const about = { tenantCode: place.village, name: '张三 13800138000' }
  const broken = {
    'commands/trial.break': { id: newEnvelopeId(), input: about },
    'queries/trial.break_too': about,
  }

  it.each(Object.entries(broken))('%s tells its number, and no more', async (door, sent) => {
    const printed = ['error', 'warn', 'log', 'info'] as const
    const spies = printed.map((name) => vi.spyOn(console, name).mockImplementation(() => {}))
    logged.length = 0
    const body = JSON.stringify(sent)
    const response = await call(`/api/v1/${door}`, { method: 'POST', headers: json, body })
    expect(response.status).toBe(500)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    const text = await response.text()
    expect(JSON.parse(text)).toMatchObject({
      ...{ type: 'urn:xiangyue:kernel.fault', code: 'kernel.fault', status: 500 },
      requestId: 'request-1',
      detail: expect.stringContaining('request-1'),
    })
    expect(logged).toHaveLength(1)
    const act = door.split('/')[1]
    expect(JSON.parse(logged[0]!)).toMatchObject({ requestId: 'request-1', act, msg: 'fault' })
    for (const told of [text, logged[0]]) expect(told).not.toMatch(/张三|13800138000|insert into/)
    for (const spy of spies) {
      expect(spy).not.toHaveBeenCalled()
      spy.mockRestore()
    }
  })
})

describe('fuzzed input', () => {
  it('never gives a fault, whatever is sent to whatever command or query', async () => {
    const { commands, queries } = house.app.kernel
    const names = [...commands.keys()]
      .map((n) => `commands/${n}`)
      .concat([...queries.keys()].map((n) => `queries/${n}`))
    const value = fc.jsonValue({ maxDepth: 3 })
    const input = fc.oneof(
      value,
      fc.dictionary(
        fc.constantFrom(
          'tenantCode',
          'householdId',
          'personId',
          'deedId',
          'stage',
          'rows',
          'noticeId',
          'search',
        ),
        value,
      ),
      fc.record({
        tenantCode: fc.constantFrom(place.village, place.county, '999999999999'),
        householdId: fc.uuid(),
        personId: fc.uuid(),
        deedIds: fc.array(fc.uuid(), { maxLength: 3 }),
      }),
    )
    const who = fc.constantFrom(
      'guest',
      'villager_001',
      'director',
      'supervision_chair',
      'county_administrator',
      'grid_worker',
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), input, who, async (name, sent, person) => {
        const isCommand = name.startsWith('commands/')
        const body = JSON.stringify(isCommand ? { id: newEnvelopeId(), input: sent } : sent)
        const response = await call(
          `/api/v1/${name}`,
          { method: 'POST', headers: json, body },
          person,
        )
        expect(response.status).toBeLessThan(500)
      }),
      { numRuns: 600 },
    )
  })
})
