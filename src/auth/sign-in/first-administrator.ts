import { createHash, randomBytes } from 'node:crypto'
import { newEnvelopeId } from '#kernel/id.ts'
import type { Outcome } from '#kernel/outcome.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { type AuthRefusal, Username } from '../model.ts'
import { type Entered, openSession, type Parts, todayInChina } from './parts.ts'
import { fitPassword } from './password.ts'
import { hashSecret } from './scrypt.ts'
import {
  counties,
  hasAnyPassword,
  isFirstAdministratorLinkOpen,
  replaceFirstAdministratorLink,
} from './store.ts'
import type { Visit } from './visit.ts'

/** The one-time link printed by an empty installation, and what it leads to. */
export interface FirstAdministrator {
  /** Makes a new link, valid for a day and once; null when somebody can sign in already. */
  makeLink(): Promise<string | null>
  /** The link was opened: the token moves from the address into a sealed cookie. */
  open(visit: Visit, token: string): Promise<Result<true, AuthRefusal>>
  /** The counties to choose from; null when no open link led here. */
  begin(visit: Visit): Promise<readonly { tenantCode: string; name: string }[] | null>
  claim(visit: Visit, typed: Claim): Promise<Result<Entered> | Outcome<unknown>>
}

export interface Claim {
  readonly tenantCode: string
  readonly name: string
  readonly sex: string
  readonly birthDate: string
  readonly username: string
  readonly password: string
  readonly again: string
}

const dayMs = 24 * 3_600_000
const now = () => new Date().toISOString()

export function firstAdministrator(parts: Parts, origin: string): FirstAdministrator {
  const { db, steps } = parts
  return {
    async makeLink() {
      if (parts.demonstration || (await hasAnyPassword(db))) return null
      const token = randomBytes(24).toString('base64url')
      const expiresAt = new Date(Date.now() + dayMs).toISOString()
      await replaceFirstAdministratorLink(db, {
        tokenDigest: digestOf(token),
        now: now(),
        expiresAt,
      })
      return `${origin}/first-administrator?token=${token}`
    },
    async open(visit, token) {
      const allowed = await parts.limits.take(visit, ['first/address'])
      if (!allowed.ok) return allowed
      const link = { tokenDigest: digestOf(token), now: now() }
      if (!(await isFirstAdministratorLinkOpen(db, link))) return refuse('auth.link_used')
      steps.set(visit, { kind: 'first_administrator', token }, '/')
      return ok(true)
    },
    async begin(visit) {
      const token = steps.find(visit, 'first_administrator')?.token
      const link = { tokenDigest: digestOf(token ?? ''), now: now() }
      if (!token || !(await isFirstAdministratorLinkOpen(db, link))) return null
      return counties(db, todayInChina())
    },
    claim: (visit, typed) => claim(parts, visit, typed),
  }
}

async function claim(
  parts: Parts,
  visit: Visit,
  typed: Claim,
): Promise<Result<Entered> | Outcome<unknown>> {
  const token = parts.steps.find(visit, 'first_administrator')?.token
  if (!token) return refuse('auth.link_used')
  const username = Username.safeParse(typed.username)
  if (!username.success) return refuse('auth.username_shape')
  const fit = fitPassword(typed, username.data)
  if (!fit.ok) return fit
  const { tenantCode, name, sex, birthDate } = typed
  const passwordHash = await hashSecret(typed.password)
  const tokenDigest = digestOf(token)
  const person = { tenantCode, name, sex, birthDate }
  const input = { ...person, tokenDigest, username: username.data, passwordHash }
  const envelope = { id: newEnvelopeId(), name: 'auth.claim_first_administrator', input }
  const outcome = await parts.dispatch({ accountId: null, system: 'first-administrator' }, envelope)
  if (!outcome.ok) return outcome
  const { accountId } = outcome.value as { accountId: string }
  return openSession(parts, visit, { accountId, method: 'password', next: '/' })
}

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
