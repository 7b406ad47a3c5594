import type { Log } from '#kernel/log.ts'

/** Carries one-time codes to telephones: a text-message provider, this screen, or nothing. */
export interface CodeGateway {
  /**
   * `development`: nothing is sent; codes are shown to whoever runs the program. `closed`: nobody
   * signs in by telephone here.
   */
  readonly kind: 'development' | 'provider' | 'closed'
  /** @param phone eleven digits, without country code. */
  send(phone: string, code: string): Promise<void>
  /** Development only: the latest codes, newest first. */
  latest?(): readonly ShownCode[]
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
  return {
    kind: 'development',
    async send(phone, code) {
      const shown = { phone: masked(phone), code, at: new Date().toISOString() }
      codes.unshift(shown)
      codes.length = Math.min(codes.length, kept)
      log?.warn({ oneTimeCode: code }, 'one-time code (development gateway)')
    },
    latest: () => [...codes],
  }
}

/** Where no provider is connected, a code would only stand in a log: the way by telephone is closed. */
export const closedGateway: CodeGateway = {
  kind: 'closed',
  send: async () => undefined,
}

function masked(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`
}
