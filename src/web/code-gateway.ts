import { type CodeGateway, closedGateway, developmentGateway } from '#auth/gateway.ts'
import { type CodeOutcome, httpGateway } from '#auth/http-gateway.ts'
import type { Log } from '#kernel/log.ts'
import type { Config } from './runtime.ts'

interface Around {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly log: Pick<Log, 'warn'>
  count(outcome: CodeOutcome): void
}

/**
 * How one-time codes reach people. A demonstration's invented numbers may be somebody's real ones,
 * so it sends nothing. Elsewhere the configured provider; without one, codes are shown only where
 * nobody but this computer is served, and otherwise nobody signs in by telephone.
 */
export function chooseGateway(
  config: Pick<Config, 'demonstration' | 'lan' | 'origin'>,
  { environment, log, count }: Around,
): CodeGateway {
  if (config.demonstration) return developmentGateway(log)
  const { SMS_GATEWAY_URL: url, SMS_GATEWAY_TOKEN: token } = environment
  if (url && token) return httpGateway({ url, token, count })
  if (url || token) {
    throw new Error('Codes by text message need both SMS_GATEWAY_URL and SMS_GATEWAY_TOKEN.')
  }
  const { hostname } = new URL(config.origin)
  const here = !config.lan && ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return here ? developmentGateway(log) : closedGateway
}
