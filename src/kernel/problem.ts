import type { Invalid } from './outcome.ts'
import { kernelRefusals } from './refusals.ts'
import type { Details, Refusal } from './result.ts'

/** Says a refusal as a sentence in a language; given by whoever knows the messages. */
export type Say = (code: string, details: Details, locale: string) => string

/** RFC 9457 problem details, with our refusal code and its facts. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: string
  readonly details: Details
  readonly issues?: Invalid['issues']
  readonly requestId: string
}

export interface ProblemSetting {
  readonly say: Say
  readonly statuses: Readonly<Record<string, number>>
  readonly locale: string
  readonly requestId: string
}

/** HTTP status of a refusal: its module's own, else 409. */
export function statusOf(code: string, statuses: Readonly<Record<string, number>>): number {
  return (kernelRefusals as Record<string, number>)[code] ?? statuses[code] ?? 409
}

/** The one mapping from refusals and invalid input to problem+json. */
export function problemOf(refused: Refusal | Invalid, setting: ProblemSetting): Problem {
  const status = statusOf(refused.code, setting.statuses)
  return {
    type: `urn:xiangyue:${refused.code}`,
    title: refused.code,
    status,
    detail: setting.say(refused.code, refused.details, setting.locale),
    code: refused.code,
    details: refused.details,
    ...('issues' in refused ? { issues: refused.issues } : {}),
    requestId: setting.requestId,
  }
}
