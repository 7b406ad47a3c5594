import { isAPIError } from 'better-auth/api'
import { ok, type Refusal, refuse } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { phoneText } from '#people/model.ts'
import { settingNumber } from '#settings/queries.ts'
import type { AuthRefusal, Candidate } from '../model.ts'
import { decideCodeAge, decideWhoseCode, readSixDigits } from '../rules.ts'
import { longestCodeMinutes, restingCode } from './engine.ts'
import { type Entering, enterAs, type Parts, todayInChina } from './parts.ts'
import { candidatesByPhone } from './store.ts'
import type { Visit } from './visit.ts'

/**
 * Signing in with a telephone: number → six digits → (when the number is a family's) one's own
 * card. A number nobody has gets the same answers in the same time: the code is made, kept and
 * awaited all the same, only not sent.
 */
export interface PhoneWay {
  /** Whether codes reach telephones here. */
  readonly open: boolean
  /** First screen: asks for a code. @param next the page to go to afterwards. */
  send(visit: Visit, asked: { phone: string; next: string }): Entering
  /** Sends another code to the same number. */
  again(visit: Visit): Entering
  /** Second screen: the code. */
  confirm(visit: Visit, code: string): Entering
  /** The number the code went to, `138****0001`; null when there was no first screen. */
  sentTo(visit: Visit): string | null
}

export function phoneWay(parts: Parts, sending: Map<string, string>): PhoneWay {
  const { steps } = parts
  const open = parts.gateway.kind !== 'closed'
  return {
    open,
    async send(visit, { phone, next }) {
      if (!open) return refuse('auth.phone_closed')
      const parsed = phoneText.safeParse(phone.normalize('NFKC'))
      if (!parsed.success) return refuse('auth.phone_shape')
      return sendCode(parts, visit, { phone: parsed.data, next, sending })
    },
    async again(visit) {
      const step = steps.find(visit, 'code')
      if (!step) return refuse('auth.step_lost')
      return sendCode(parts, visit, { phone: step.phone, next: steps.next(visit), sending })
    },
    confirm: (visit, code) => confirmCode(parts, visit, code),
    sentTo(visit) {
      const phone = steps.find(visit, 'code')?.phone
      return phone ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : null
    },
  }
}

async function sendCode(
  parts: Parts,
  visit: Visit,
  asked: { phone: string; next: string; sending: Map<string, string> },
): Entering {
  const { phone, next, sending } = asked
  const digest = parts.secrets.digest(phone)
  const tried = ['send/phone', 'send/device', 'send/address'] as const
  const allowed = await parts.limits.take(visit, tried, digest)
  if (!allowed.ok) return allowed
  sending.set(digest, phone)
  await parts.engine.api.sendPhoneNumberOTP({ body: { phoneNumber: digest } })
  parts.steps.set(visit, { kind: 'code', phone, sentAt: Date.now() }, next)
  return ok({ to: '/sign-in/code' })
}

/** Called by the engine with a fresh code. Nobody waits for it, so known and unknown look alike. */
export async function deliverCode(
  parts: Pick<Parts, 'db' | 'gateway'>,
  sending: Map<string, string>,
  made: { digest: string; code: string },
): Promise<void> {
  const phone = sending.get(made.digest)
  sending.delete(made.digest)
  if (!phone) return
  const rows = await candidatesByPhone(parts.db, made.digest)
  if (decideWhoseCode(rows, todayInChina()) !== 'nobody') await parts.gateway.send(phone, made.code)
}

async function confirmCode(parts: Parts, visit: Visit, typed: string): Entering {
  const step = parts.steps.find(visit, 'code')
  if (!step) return refuse('auth.step_lost')
  const code = readSixDigits(typed)
  if (!code) return refuse('auth.code_shape')
  const digest = parts.secrets.digest(step.phone)
  const tried = ['code/phone', 'code/device', 'code/address'] as const
  const allowed = await parts.limits.take(visit, tried, digest)
  if (!allowed.ok) return allowed
  try {
    const resting = restingCode(parts.secrets, digest, code)
    await parts.engine.api.consumePhoneNumberOTP({ body: { phoneNumber: digest, code: resting } })
  } catch (error) {
    return explain(error)
  }
  await parts.limits.clear(['send/phone', 'code/phone'], digest)
  const rows = await candidatesByPhone(parts.db, digest)
  const fresh = decideCodeAge(Date.now() - step.sentAt, await codeMinutes(parts.db, rows))
  if (!fresh.ok) return fresh
  const whose = decideWhoseCode(rows, todayInChina())
  if (whose === 'nobody') return refuse('auth.code_wrong')
  if (whose !== 'several') {
    return enterAs(parts, visit, { rows: whose, way: 'phone', next: parts.steps.next(visit) })
  }
  parts.steps.set(visit, { kind: 'whose', phoneDigest: digest })
  return ok({ to: '/sign-in/whose' })
}

/**
 * What each place of a number has decided. Nobody knows the place when a code is asked for, and a
 * wrong code must not betray it, so this is asked only once the right one was given.
 */
async function codeMinutes(db: Db, rows: readonly Candidate[]): Promise<number[]> {
  const places = [...new Set(rows.map((row) => row.tenantCode))]
  const at = { key: 'auth.code_minutes', today: todayInChina() } as const
  return Promise.all(places.map((tenantCode) => settingNumber(db, { ...at, tenantCode })))
}

function explain(error: unknown): Refusal<AuthRefusal> {
  if (!isAPIError(error)) throw error
  switch (error.body?.code) {
    case 'INVALID_OTP':
      return refuse('auth.code_wrong')
    case 'OTP_EXPIRED':
      return refuse('auth.code_expired', { minutes: longestCodeMinutes })
    case 'OTP_NOT_FOUND':
    case 'TOO_MANY_ATTEMPTS':
      return refuse('auth.code_spent')
    default:
      throw error
  }
}
