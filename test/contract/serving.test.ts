import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import http, { type IncomingHttpHeaders } from 'node:http'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { newEnvelopeId } from '#kernel/id.ts'
import { type Running, runToEnd, startRunning } from '#test/running.ts'
import { lanAddresses } from '#web/serve.ts'

/** What the program promises as a server, asked of one that really runs. */
const folder = mkdtempSync(join(tmpdir(), 'xiangyue-serving-'))
const data = join(folder, 'data')
const fullDisk = join(folder, 'full-disk')
const phone = '13800138000'
const name = '林示远'
const password = '清水河边三棵老榆树下的老房子'
let running: Running
let signedIn = ''

beforeAll(async () => {
  const env = { LOG_LEVEL: 'info', XIANGYUE_TEST_FULL_DISK: fullDisk }
  running = await startRunning({ nature: 'empty', data, env })
  signedIn = await becomeAdministrator()
}, 240_000)

afterAll(async () => {
  await running?.stop()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** A request with exactly these headers; `fetch` would not send a host or origin of ours. */
function send(
  path: string,
  sent: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  const { body, method = 'GET' } = sent
  const headers = { accept: 'text/html', ...sent.headers }
  return new Promise((done, fail) => {
    const options = { method, headers }
    const request = http.request(new URL(path, running.origin), options, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      const { statusCode: status = 0, headers: told } = response
      response.on('end', () => done({ status, headers: told, text }))
    })
    request.on('error', fail)
    request.end(body)
  })
}

function sendForm(path: string, fields: Record<string, string>, headers: object = {}) {
  const sent = {
    ...{ origin: running.origin, 'content-type': 'application/x-www-form-urlencoded' },
    ...(headers as Record<string, string>),
  }
  return send(path, { method: 'POST', headers: sent, body: String(new URLSearchParams(fields)) })
}

function cookiesOf({ headers }: Answer): string {
  return (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ')
}

/** Opens the link that was printed and claims it; returns the cookie of the session. */
async function becomeAdministrator(): Promise<string> {
  const link = /http\S+first-administrator\S+/.exec(running.printed())![0]
  const opened = await send(new URL(link).pathname + new URL(link).search)
  const person = { tenantCode: '231282000000', name, sex: 'female', birthDate: '1985-04-12' }
  const secret = { username: '县管理员', newPassword: password, againPassword: password }
  const cookie = cookiesOf(opened)
  const claimed = await sendForm('/first-administrator', { ...person, ...secret }, { cookie })
  expect(claimed.status).toBe(303)
  return cookiesOf(claimed)
}

/** Whether somebody listens at an address of this computer. */
function answers(host: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host, port: Number(new URL(running.origin).port) })
    socket.once('connect', () => {
      socket.destroy()
      done(true)
    })
    socket.once('error', () => done(false))
  })
}

describe('who is served', () => {
  it('answers foreign host names with 421 and a sentence in both languages', async () => {
    for (const host of ['rebinding.example', `rebinding.example:80`, '203.0.113.7']) {
      const answer = await send('/', { headers: { host } })
      expect(answer.status).toBe(421)
      expect(answer.text).toMatch(/请用启动时显示的地址打开[\s\S]*address it printed/)
    }
    expect((await send('/healthz')).status).toBe(200)
  })

  it('listens on loopback only', async () => {
    expect(await answers('127.0.0.1')).toBe(true)
    const others = ['127.0.0.2', ...lanAddresses()]
    expect(await Promise.all(others.map(answers))).toEqual(others.map(() => false))
  })

  it('takes forms from its own pages only', async () => {
    const typed = { username: '县管理员', password: '不对' }
    for (const origin of ['https://foreign.example', 'null', 'http://localhost:1']) {
      const foreign = await sendForm('/sign-in/password?/enter', typed, { origin })
      expect(foreign.status).toBe(403)
      expect(foreign.headers['set-cookie']).toBeUndefined()
      expect(foreign.text).toMatch(/没有收下[\s\S]*首页[\s\S]*not accepted[\s\S]*home page/)
    }
    const own = await sendForm('/sign-in/password?/enter', typed)
    expect(own.text).toContain('<form')
  })
})

describe('a form whose address does not say what to do', () => {
  const sentences = { 'zh-CN': /没有说明要办什么.*什么都没有改动/s, en: /Nothing was changed/ }

  it.each(['/sign-out', '/sign-out?/nonsense', '/sign-out?/default'])(
    'is told so at %s',
    async (path) => {
      for (const [language, sentence] of Object.entries(sentences)) {
        const headers = { 'accept-language': language, cookie: signedIn }
        const answer = await sendForm(path, {}, headers)
        expect(answer.status).toBe(400)
        expect(answer.text).toMatch(sentence)
      }
    },
  )
})

describe('what comes with a page', () => {
  it('is a policy under which nothing inline runs and nothing foreign is fetched', async () => {
    const { headers } = await send('/')
    const policy = String(headers['content-security-policy'])
    const directives = new Map(
      policy.split(';').map((one) => {
        const [directive = '', ...sources] = one.trim().split(/\s+/)
        return [directive, sources]
      }),
    )
    for (const directive of ['default-src', 'style-src', 'connect-src', 'base-uri', 'form-action'])
      expect(directives.get(directive), directive).toEqual(["'self'"])
    expect(directives.get('script-src')).toContain("'self'")
    expect(directives.get('object-src')).toEqual(["'none'"])
    expect(directives.get('frame-ancestors')).toEqual(["'none'"])
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|https?:|\*/)
    expect(headers).toMatchObject({
      ...{ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' },
      'cache-control': 'private, no-store',
    })
  })
})

describe('the log', () => {
  it('tells what was asked by its pattern, and nothing about people', async () => {
    const { printed } = running
    await sendForm('/sign-in/phone', { phone })
    await sendForm('/sign-in/password?/enter', { username: '县管理员', password })
    await send(`/places?search=${encodeURIComponent(name)}`, { headers: { cookie: signedIn } })
    await send(`/v/231282106202/notices/${newEnvelopeId()}`)
    const requests = () =>
      printed()
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as { route: string; requestId: string })
    const notice = '/(public)/v/[code]/notices/[id]'
    await vi.waitFor(() => expect(requests().map(({ route }) => route)).toContain(notice), 20_000)
    for (const { requestId } of requests()) expect(requestId).toMatch(/^[0-9a-f-]{36}$/)
    for (const secret of [phone, '138****', name, encodeURIComponent(name), password, '县管理员']) {
      expect(printed()).not.toContain(secret)
    }
    expect(printed()).not.toContain('231282106202')
  })
})

describe('the figures', () => {
  it('count commands that came through the API like those of pages', async () => {
    await sendMovement({})
    const { text } = await send('/metrics')
    expect(text).toMatch(/^xiangyue_commands_total{command="places\.move",outcome="refused"} 1$/m)
    expect(text).toMatch(/^xiangyue_commands_total{command="auth\.\w+",outcome="done"} 1$/m)
  })
})

describe('a full disk', () => {
  const sentences = { 'zh-CN': /磁盘满了.*先前确认过的都还在/, en: /is full.*everything confirmed/ }

  it('is told at the page and by the API, also when nothing can be read any more', async () => {
    writeFileSync(fullDisk, '')
    for (const [language, sentence] of Object.entries(sentences)) {
      const headers = { 'accept-language': language, cookie: signedIn }
      const kept = await sendForm('/sign-out?/everywhere', {}, headers)
      const read = await send('/office', { headers })
      for (const page of [kept, read]) {
        expect(page.status).toBe(503)
        expect(page.text).toMatch(sentence)
        expect(page.text).toContain('</main>')
      }
      const command = await sendMovement(headers)
      expect(command.status).toBe(503)
      expect(command.headers['content-type']).toContain('application/problem+json')
      expect(JSON.parse(command.text)).toMatchObject({
        ...{ code: 'kernel.disk_full', detail: expect.stringMatching(sentence) },
        requestId: command.headers['x-request-id'],
      })
    }
    rmSync(fullDisk)
    expect(running.printed()).toContain('"sentence":"The disk that holds')
  })
})

describe('a start that fails', () => {
  it('ends with a sentence and frees the folder', async () => {
    await running.stop()
    const nature = join(data, 'xiangyue.json')
    const before = readFileSync(nature, 'utf8')
    writeFileSync(nature, before.replace('false', 'true'))
    const own = ['--origin', running.origin, '--port', new URL(running.origin).port]
    const doubted = await runToEnd(['serve', '--data', data, ...own])
    writeFileSync(nature, before)
    expect(doubted.printed).toContain('do not agree whether this is a demonstration')
    expect(doubted.code).toBe(1)

    const port = await takenPort()
    const proxied = ['--origin', 'https://village.example', '--port', String(port)]
    const taken = await runToEnd(['serve', '--data', data, ...proxied])
    expect(taken.printed).toBe(`Port ${port} is taken. Free it, or choose another with --port.\n`)
    expect(taken.code).toBe(1)
    expect(existsSync(join(data, 'xiangyue.lock'))).toBe(false)
  })

  it('refuses to show a demonstration to other computers, before it makes one', async () => {
    const fresh = join(folder, 'fresh')
    for (const wish of [['--lan'], ['--origin', 'https://village.example']]) {
      const refused = await runToEnd(['serve', '--data', fresh, ...wish])
      expect(refused.printed).toContain('A demonstration serves this computer only')
      expect(refused.code).toBe(1)
    }
    const mistyped = await runToEnd(['serve', '--data', fresh, '--origin', 'village.example'])
    expect(mistyped.printed).toContain('“village.example” is no address')
    expect(existsSync(fresh)).toBe(false)
  })
})

function sendMovement(headers: Record<string, string>): Promise<Answer> {
  const input = {
    ...{ tenantCode: '231282106202', parentCode: '231282106000' },
    ...{ since: '2027-01-01', source: '测试' },
  }
  return send('/api/v1/commands/places.move', {
    ...{ method: 'POST', headers: { ...headers, 'content-type': 'application/json' } },
    body: JSON.stringify({ id: newEnvelopeId(), input }),
  })
}

/** A port that somebody else listens on until the test ends. */
function takenPort(): Promise<number> {
  return new Promise((done) => {
    const other = createServer().listen(0, '127.0.0.1', () => {
      onTestFinished(() => void other.close())
      done((other.address() as { port: number }).port)
    })
  })
}
