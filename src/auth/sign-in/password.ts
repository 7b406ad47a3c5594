import { isAPIError } from 'better-auth/api'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { type AuthRefusal, type SignIn, Username } from '../model.ts'
import { decidePassword } from '../rules.ts'
import { type Entering, endOldSession, openSession, type Parts } from './parts.ts'
import { hashSecret } from './scrypt.ts'
import { endSessions, findNamedAccount, replaceOneTimePassword } from './store.ts'
import { takeCookies, type Visit } from './visit.ts'

/**
 * Signing in with name and password, as office holders do. A handed-over password opens only the
 * screen that replaces it.
 */
export interface PasswordWay {
  enter(visit: Visit, typed: { username: string; password: string; next: string }): Entering
  /** Replaces the handed-over password and signs in. */
  renew(visit: Visit, typed: { password: string; again: string }): Entering
  /** Whether somebody stands before the screen that replaces a handed-over password. */
  isRenewing(visit: Visit): boolean
  /** Whether the account has a password at all: villagers' accounts have none. */
  isOwned(signIn: SignIn): Promise<boolean>
  /** Changes one's own; every other session of the account ends. */
  change(
    visit: Visit,
    signIn: SignIn,
    typed: { current: string; password: string; again: string },
  ): Promise<Result<true, AuthRefusal>>
}

export function passwordWay(parts: Parts): PasswordWay {
  return {
    enter: (visit, typed) => enter(parts, visit, typed),
    renew: (visit, typed) => renew(parts, visit, typed),
    isRenewing: (visit) => parts.steps.find(visit, 'new_password') !== null,
    isOwned: async ({ accountId }) => (await findNamedAccount(parts.db, { accountId })) !== null,
    change: (visit, signIn, typed) => change(parts, visit, { signIn, ...typed }),
  }
}

async function enter(
  parts: Parts,
  visit: Visit,
  typed: { username: string; password: string; next: string },
): Entering {
  const { steps, limits } = parts
  const name = Username.safeParse(typed.username)
  const username = name.success ? name.data : 'nobody'
  const tried = ['password/name', 'password/device', 'password/address'] as const
  const allowed = await limits.take(visit, tried, username)
  if (!allowed.ok) return allowed
  const account = await findNamedAccount(parts.db, { username })
  const proved = await prove(parts, visit, { username, password: typed.password })
  if (!proved || !account) return refuse('auth.password_wrong')
  await limits.clear(['password/name'], username)
  if (account.oneTimeUntil) {
    await endSessions(parts.db, account.accountId)
    if (Date.parse(account.oneTimeUntil) <= Date.now()) return refuse('auth.password_expired')
    steps.set(visit, { kind: 'new_password', accountId: account.accountId, username }, typed.next)
    return ok({ to: '/sign-in/new-password' })
  }
  await endOldSession(parts, visit)
  takeCookies(visit, proved.headers)
  if (proved.needsSecondFactor) {
    steps.set(visit, { kind: 'second_factor', username }, typed.next)
    return ok({ to: '/sign-in/second-factor' })
  }
  steps.clear(visit)
  return ok({ to: typed.next })
}

/** A right name and password; the library takes the same time for a name nobody has. */
async function prove(
  { engine }: Parts,
  visit: Visit,
  typed: { username: string; password: string },
): Promise<{ headers: Headers; needsSecondFactor: boolean } | null> {
  try {
    const { headers, response } = await engine.api.signInUsername({
      body: { ...typed, rememberMe: false },
      headers: visit.request.headers,
      returnHeaders: true,
    })
    return { headers, needsSecondFactor: 'twoFactorRedirect' in response }
  } catch (error) {
    if (isAPIError(error)) return null
    throw error
  }
}

async function renew(
  parts: Parts,
  visit: Visit,
  typed: { password: string; again: string },
): Entering {
  const step = parts.steps.find(visit, 'new_password')
  if (!step) return refuse('auth.step_lost')
  const fit = fitPassword(typed, step.username)
  if (!fit.ok) return fit
  const change = { accountId: step.accountId, now: new Date().toISOString() }
  const hash = await hashSecret(typed.password)
  if (!(await replaceOneTimePassword(parts.db, { ...change, hash }))) {
    return refuse('auth.password_expired')
  }
  const next = parts.steps.next(visit)
  return openSession(parts, visit, { accountId: step.accountId, method: 'password', next })
}

async function change(
  parts: Parts,
  visit: Visit,
  typed: { signIn: SignIn; current: string; password: string; again: string },
): Promise<Result<true, AuthRefusal>> {
  const account = await findNamedAccount(parts.db, { accountId: typed.signIn.accountId })
  if (!account) return refuse('auth.no_account')
  const tried = ['password/name', 'password/device'] as const
  const allowed = await parts.limits.take(visit, tried, account.username)
  if (!allowed.ok) return allowed
  const fit = fitPassword(typed, account.username)
  if (!fit.ok) return fit
  if (typed.current === typed.password) return refuse('auth.password_same')
  try {
    const { headers } = await parts.engine.api.changePassword({
      body: {
        currentPassword: typed.current,
        newPassword: typed.password,
        revokeOtherSessions: true,
      },
      headers: visit.request.headers,
      returnHeaders: true,
    })
    takeCookies(visit, headers)
  } catch (error) {
    if (isAPIError(error) && error.body?.code === 'INVALID_PASSWORD') {
      return refuse('auth.password_wrong')
    }
    throw error
  }
  await parts.limits.clear(['password/name'], account.username)
  return ok(true)
}

export function fitPassword(
  typed: { password: string; again: string },
  username: string,
): Result<true, AuthRefusal> {
  if (typed.password !== typed.again) return refuse('auth.password_differs')
  return decidePassword(typed.password, username)
}
