import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { strange } from '#test/browser.ts'
import { givePhone, need, openTestHouse } from '#test/sign-in.ts'
import { closedGateway, developmentGateway } from './gateway.ts'
import { httpGateway } from './http-gateway.ts'

interface Taken {
  readonly method: string | undefined
  readonly authorization: string | undefined
  readonly body: { id: string; phone: string; code?: string; text?: string }
}

let server: Server
let url = ''
let taken: Taken[] = []
let outcomes: string[] = []
/** How the provider answers, try by try; the last one again and again. */
let answers: ((response: ServerResponse) => void)[] = []

const status = (code: number) => (response: ServerResponse) => void response.writeHead(code).end()

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const { method, headers } = request
  const body = JSON.parse(Buffer.concat(chunks).toString()) as Taken['body']
  taken.push({ method, authorization: headers.authorization, body })
  const answer = answers.length > 1 ? answers.shift()! : answers[0]!
  answer(response)
}

beforeAll(async () => {
  server = createServer((request, response) => void take(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})
beforeEach(() => {
  taken = []
  outcomes = []
  answers = [status(204)]
})

const gateway = (timeoutMs = 5000) =>
  httpGateway({ url, token: 'geheim', timeoutMs, count: (outcome) => outcomes.push(outcome) })
const phone = '13800138000'
const code = '271828'

/** What a failing send says. */
async function faultOf(sending: Promise<void>): Promise<string> {
  return sending.then(
    () => 'sent',
    (error: unknown) => String(error),
  )
}

describe('a provider of text messages', () => {
  it('is handed number and code with the token', async () => {
    await gateway().send(phone, code)
    expect(taken).toMatchObject([
      { method: 'POST', authorization: 'Bearer geheim', body: { phone, code } },
    ])
    expect(outcomes).toEqual(['sent'])
  })
  it('is asked once more under the same id after a failure', async () => {
    answers = [status(503), status(200)]
    await gateway().send(phone, code)
    expect(taken).toHaveLength(2)
    expect(taken[0]!.body).toEqual(taken[1]!.body)
    expect(outcomes).toEqual(['sent'])
  })
  it.each([
    ['that refuses', () => status(500), /answered 500/],
    [
      'that sends elsewhere',
      () => (r: ServerResponse) => {
        r.writeHead(307, { location: 'http://127.0.0.1:1/' }).end()
      },
      /could not be reached/,
    ],
    ['that does not answer', () => () => undefined, /in time/],
  ])(
    '%s is given up after the second try, and no word of it says number or code',
    async (...of) => {
      const [, answer, words] = of
      answers = [answer()]
      const fault = await faultOf(gateway(300).send(phone, code))
      expect(fault).toMatch(words)
      expect(fault).not.toMatch(new RegExp(`${phone}|${code}|geheim`))
      expect(taken).toHaveLength(2)
      expect(outcomes).toEqual(['failed'])
    },
  )
})

describe('a message in words', () => {
  const message = { id: '01920000-0000-7000-8000-000000000001', phone, text: '有一条给您的消息' }
  it('is handed over under its own id, again after a failure, and nothing counts it as a code', async () => {
    answers = [status(503), status(204)]
    expect(await gateway().sendText(message)).toBe(true)
    expect(taken.map(({ body }) => body)).toEqual([message, message])
    expect(outcomes).toEqual([])
  })
  it('that is not taken says so and breaks nothing', async () => {
    answers = [status(500)]
    expect(await gateway().sendText(message)).toBe(false)
    expect(await closedGateway.sendText(message)).toBe(false)
  })
  it('is shown on the screen of the development gateway, its number masked', async () => {
    const shown = developmentGateway()
    expect(await shown.sendText(message)).toBe(true)
    expect(shown.latestTexts!()).toMatchObject([{ phone: '138****8000', text: message.text }])
  })
})

describe('signing in by telephone', () => {
  it('sends the code by the provider', async () => {
    const house = await openTestHouse({ gateway: gateway() })
    await givePhone(house, 'villager_001', phone)
    const browser = strange()
    need(await house.auth.phone.send(browser.visit(), { phone, next: '/' }))
    await expect.poll(() => taken.length).toBe(1)
    expect(house.auth.developmentCodes()).toBeNull()
    need(await house.auth.phone.confirm(browser.visit(), taken[0]!.body.code!))
    await house.close()
  })
  it('says where to go instead when no provider is connected', async () => {
    const house = await openTestHouse({ gateway: closedGateway, lan: true })
    expect(house.auth.phone.open).toBe(false)
    const sent = await house.auth.phone.send(strange().visit(), { phone, next: '/' })
    expect(sent).toMatchObject({ ok: false, code: 'auth.phone_closed' })
    await house.close()
  })
})
