import type { Log } from '#kernel/log.ts'

/** A message in words for one telephone, beside the codes. */
export interface TextMessage {
  /** UUID: sent again under the same one, a provider sends it once. */
  readonly id: string
  /** Eleven digits, without country code. */
  readonly phone: string
  readonly text: string
}

/** Carries one-time codes and messages to telephones: a text-message provider, this screen, or nothing. */
export interface CodeGateway {
  /**
   * `development`: nothing is sent; codes are shown to whoever runs the program. `closed`: nobody
   * signs in by telephone here.
   */
  readonly kind: 'development' | 'provider' | 'closed'
  /** @param phone eleven digits, without country code. */
  send(phone: string, code: string): Promise<void>
  /** Hands over a message; whether it was taken. */
  sendText(message: TextMessage): Promise<boolean>
  /** Development only: the latest codes, newest first. */
  latest?(): readonly ShownCode[]
  /** Development only: the latest messages, newest first. */
  latestTexts?(): readonly ShownText[]
}

export interface ShownText {
  /** `138****0001`. */
  readonly phone: string
  readonly text: string
  /** ISO instant. */
  readonly at: string
}

export interface ShownCode {
  /** `138****0001`. */
  readonly phone: string
  readonly code: string
  /** ISO instant. */
  readonly at: string
}

const kept = 20

/** Shows codes in the log and on a page of this computer instead of sending them. */
export function developmentGateway(log?: Pick<Log, 'warn'>): CodeGateway {
  const codes: ShownCode[] = []
  const texts: ShownText[] = []
  return {
    kind: 'development',
    async send(phone, code) {
      const shown = { phone: masked(phone), code, at: new Date().toISOString() }
      codes.unshift(shown)
      codes.length = Math.min(codes.length, kept)
      log?.warn({ oneTimeCode: code }, 'one-time code (development gateway)')
    },
    async sendText({ phone, text }) {
      texts.unshift({ phone: masked(phone), text, at: new Date().toISOString() })
      texts.length = Math.min(texts.length, kept)
      return true
    },
    latest: () => [...codes],
    latestTexts: () => [...texts],
  }
}

/** Where no provider is connected, a code would only stand in a log: the way by telephone is closed. */
export const closedGateway: CodeGateway = {
  kind: 'closed',
  send: async () => undefined,
  sendText: async () => false,
}

function masked(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`
}
