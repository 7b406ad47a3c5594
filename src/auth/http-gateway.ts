import { randomUUID } from 'node:crypto'
import type { CodeGateway } from './gateway.ts'

export interface HttpGatewaySetting {
  /** Address that takes a POST for each code. */
  readonly url: string
  readonly token: string
  /** After this long a try is given up. */
  readonly timeoutMs?: number
  /** Called once for each code with what became of it. */
  count(outcome: CodeOutcome): void
}

export type CodeOutcome = 'sent' | 'failed'

const tries = 2

/**
 * Hands one-time codes and messages to any provider of text messages: `POST {url}` with
 * `Authorization: Bearer {token}` and the JSON `{ id, phone, code }` or `{ id, phone, text }`; every
 * answer 2xx means that it was taken. A try that fails or takes too long is repeated once with the
 * same `id`, so that a provider sends it once. Neither number nor words ever stand in an error.
 */
export function httpGateway(setting: HttpGatewaySetting): CodeGateway {
  const url = checkedUrl(setting.url)
  return {
    kind: 'provider',
    async send(phone, code) {
      const last = await postAgain(url, { id: randomUUID(), phone, code }, setting)
      setting.count(last === 'taken' ? 'sent' : 'failed')
      if (last !== 'taken') throw new Error(`The text-message gateway took no code: ${last}.`)
    },
    sendText: async ({ id, phone, text }) =>
      (await postAgain(url, { id, phone, text }, setting)) === 'taken',
  }
}

async function postAgain(url: string, body: object, setting: HttpGatewaySetting): Promise<string> {
  let last = ''
  for (let n = 0; n < tries && last !== 'taken'; n += 1) {
    last = await post(url, JSON.stringify(body), setting)
  }
  return last
}

/** Answers `taken`, or in a few words why not; an error's own words could repeat what was sent. */
async function post(
  url: string,
  body: string,
  { token, timeoutMs = 5000 }: HttpGatewaySetting,
): Promise<string> {
  try {
    const answer = await fetch(url, {
      ...{ method: 'POST', body, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) },
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    })
    await answer.body?.cancel()
    return answer.ok ? 'taken' : `it answered ${answer.status}`
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError'
    return late ? 'it did not answer in time' : 'it could not be reached'
  }
}

/** Codes travel encrypted, except to this computer. */
function checkedUrl(text: string): string {
  const url = URL.parse(text)
  const here = url && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url?.protocol === 'https:' || (here && url?.protocol === 'http:')) return url.href
  throw new Error('SMS_GATEWAY_URL must begin with https:// (or lead to this computer).')
}
