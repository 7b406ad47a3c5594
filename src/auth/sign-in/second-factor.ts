import { isAPIError } from 'better-auth/api'
import { ok, type Result, refuse } from '#kernel/result.ts'
import type { AuthRefusal, SignIn } from '../model.ts'
import { readSixDigits } from '../rules.ts'
import type { Entering, Parts } from './parts.ts'
import { findNamedAccount, hasSecondFactor } from './store.ts'
import { takeCookies, type Visit } from './visit.ts'

/** A second proof after the password: six digits of an authenticator app, or a spare code. */
export interface SecondFactor {
  /** Third screen of signing in: the six digits, or one of the spare codes. */
  enter(visit: Visit, code: string): Entering
  isWaiting(visit: Visit): boolean
  isOn(signIn: SignIn): Promise<boolean>
  /** Begins setting up: what the app scans, and the spare codes, both shown once. */
  begin(visit: Visit, signIn: SignIn, password: string): Promise<Result<SetUp, AuthRefusal>>
  /** Ends setting up; the session gets a new token. */
  confirm(visit: Visit, code: string): Promise<Result<true, AuthRefusal>>
  remove(visit: Visit, signIn: SignIn, password: string): Promise<Result<true, AuthRefusal>>
}

export interface SetUp {
  /** `otpauth://totp/…` */
  readonly uri: string
  /** The same secret for typing, in groups of four. */
  readonly secret: string
  readonly spareCodes: readonly string[]
}

const tried = ['factor/device', 'factor/address'] as const

export function secondFactor(parts: Parts): SecondFactor {
  return {
    enter: (visit, code) => enter(parts, visit, code),
    isWaiting: (visit) => parts.steps.find(visit, 'second_factor') !== null,
    isOn: (signIn) => hasSecondFactor(parts.db, signIn.accountId),
    begin: (visit, signIn, password) => begin(parts, visit, { signIn, password }),
    confirm: (visit, code) => confirm(parts, visit, code),
    remove: (visit, signIn, password) => remove(parts, visit, { signIn, password }),
  }
}

async function enter(parts: Parts, visit: Visit, typed: string): Entering {
  if (!parts.steps.find(visit, 'second_factor')) return refuse('auth.step_lost')
  const allowed = await parts.limits.take(visit, tried)
  if (!allowed.ok) return allowed
  const digits = readSixDigits(typed)
  const call = { headers: visit.request.headers, returnHeaders: true } as const
  const { api } = parts.engine
  const proved = await attempt(() =>
    digits
      ? api.verifyTOTP({ body: { code: digits }, ...call })
      : api.verifyBackupCode({ body: { code: typed.trim() }, ...call }),
  )
  if (!proved.ok) return proved
  takeCookies(visit, proved.value.headers)
  const to = parts.steps.next(visit)
  parts.steps.clear(visit)
  return ok({ to })
}

async function begin(
  parts: Parts,
  visit: Visit,
  { signIn, password }: { signIn: SignIn; password: string },
): Promise<Result<SetUp, AuthRefusal>> {
  const account = await findNamedAccount(parts.db, { accountId: signIn.accountId })
  if (!account) return refuse('auth.no_account')
  const allowed = await parts.limits.take(visit, ['password/name', ...tried], account.username)
  if (!allowed.ok) return allowed
  const headers = visit.request.headers
  const begun = await attempt(() =>
    parts.engine.api.enableTwoFactor({ body: { password }, headers }),
  )
  if (!begun.ok) return begun
  await parts.limits.clear(['password/name'], account.username)
  const made = begun.value as { totpURI: string; backupCodes: string[] }
  const secret = new URL(made.totpURI).searchParams.get('secret') ?? ''
  const label = encodeURIComponent(`乡约:${account.username}`)
  const uri = `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent('乡约')}`
  const typed = secret.replace(/(.{4})(?=.)/g, '$1 ')
  return ok({ uri, secret: typed, spareCodes: made.backupCodes })
}

async function confirm(
  parts: Parts,
  visit: Visit,
  typed: string,
): Promise<Result<true, AuthRefusal>> {
  const code = readSixDigits(typed)
  if (!code) return refuse('auth.code_shape')
  const allowed = await parts.limits.take(visit, tried)
  if (!allowed.ok) return allowed
  const call = { headers: visit.request.headers, returnHeaders: true } as const
  const done = await attempt(() => parts.engine.api.verifyTOTP({ body: { code }, ...call }))
  if (!done.ok) return done
  takeCookies(visit, done.value.headers)
  return ok(true)
}

async function remove(
  parts: Parts,
  visit: Visit,
  { signIn, password }: { signIn: SignIn; password: string },
): Promise<Result<true, AuthRefusal>> {
  const account = await findNamedAccount(parts.db, { accountId: signIn.accountId })
  if (!account) return refuse('auth.no_account')
  const allowed = await parts.limits.take(visit, ['password/name', ...tried], account.username)
  if (!allowed.ok) return allowed
  const call = { headers: visit.request.headers, returnHeaders: true } as const
  const done = await attempt(() =>
    parts.engine.api.disableTwoFactor({ body: { password }, ...call }),
  )
  if (!done.ok) return done
  await parts.limits.clear(['password/name'], account.username)
  takeCookies(visit, done.value.headers)
  return ok(true)
}

/** The library throws what people may get wrong; anything else is a fault and goes on. */
async function attempt<T>(work: () => Promise<T>): Promise<Result<T, AuthRefusal>> {
  try {
    return ok(await work())
  } catch (error) {
    if (!isAPIError(error)) throw error
    switch (error.body?.code) {
      case 'INVALID_CODE':
      case 'INVALID_BACKUP_CODE':
        return refuse('auth.second_factor_wrong')
      case 'INVALID_PASSWORD':
        return refuse('auth.password_wrong')
      case 'TOTP_ALREADY_ENABLED':
        return refuse('auth.second_factor_on')
      case 'INVALID_TWO_FACTOR_COOKIE':
      case 'TOTP_NOT_ENABLED':
      case 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE':
      case 'UNAUTHORIZED':
        return refuse('auth.step_lost')
      case 'ACCOUNT_TEMPORARILY_LOCKED':
        return refuse('auth.second_factor_locked', { minutes: 15 })
      default:
        throw error
    }
  }
}
