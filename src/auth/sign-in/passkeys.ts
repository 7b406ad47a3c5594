import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { z } from 'zod'
import { ok, type Result, refuse } from '#kernel/result.ts'
import type { AuthRefusal, PasskeyRow, SignIn } from '../model.ts'
import { type Entering, openSession, type Parts } from './parts.ts'
import {
  addPasskey,
  findNamedAccount,
  findPasskey,
  notePasskeyUse,
  passkeysOf,
  removePasskey,
} from './store.ts'
import type { Visit } from './visit.ts'

/**
 * Passkeys (WebAuthn): the phone or computer proves who sits before it by finger, face or PIN that
 * it checks itself; nothing of that reaches us. A passkey is both proofs at once.
 */
export interface Passkeys {
  list(signIn: SignIn): Promise<PasskeyRow[]>
  /** What the browser needs to make one. */
  offer(visit: Visit, signIn: SignIn): Promise<Result<object, AuthRefusal>>
  keep(
    visit: Visit,
    signIn: SignIn,
    made: { response: string; label: string },
  ): Promise<Result<true, AuthRefusal>>
  remove(signIn: SignIn, id: string): Promise<void>
  /** What the browser needs to show one. */
  ask(visit: Visit): Promise<Result<object, AuthRefusal>>
  enter(visit: Visit, shown: { response: string; next: string }): Entering
}

const challengeMs = 5 * 60_000
const tried = ['factor/device', 'factor/address'] as const

export function passkeys(parts: Parts): Passkeys {
  return {
    list: (signIn) => passkeysOf(parts.db, signIn.accountId),
    offer: (visit, signIn) => offer(parts, visit, signIn),
    keep: (visit, signIn, made) => keep(parts, visit, { signIn, ...made }),
    remove: (signIn, id) => removePasskey(parts.db, signIn.accountId, id),
    async ask(visit) {
      const allowed = await parts.limits.take(visit, ['ask/device', 'ask/address'])
      if (!allowed.ok) return allowed
      const options = { rpID: visit.url.hostname, userVerification: 'required' } as const
      const asked = await generateAuthenticationOptions(options)
      await rememberChallenge(parts, asked.challenge, 'enter')
      return ok(asked)
    },
    enter: (visit, shown) => enter(parts, visit, shown),
  }
}

async function offer(
  parts: Parts,
  visit: Visit,
  signIn: SignIn,
): Promise<Result<object, AuthRefusal>> {
  const allowed = await parts.limits.take(visit, ['ask/device', 'ask/address'])
  if (!allowed.ok) return allowed
  const account = await findNamedAccount(parts.db, { accountId: signIn.accountId })
  const known = await passkeysOf(parts.db, signIn.accountId)
  const options = await generateRegistrationOptions({
    rpName: '乡约',
    rpID: visit.url.hostname,
    userName: account?.username ?? signIn.accountId,
    userID: new TextEncoder().encode(signIn.accountId),
    excludeCredentials: known.map((row) => ({ id: row.id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  await rememberChallenge(parts, options.challenge, signIn.accountId)
  return ok(options)
}

async function keep(
  parts: Parts,
  visit: Visit,
  made: { signIn: SignIn; response: string; label: string },
): Promise<Result<true, AuthRefusal>> {
  const allowed = await parts.limits.take(visit, tried)
  if (!allowed.ok) return allowed
  const { accountId } = made.signIn
  const response = parseResponse(made.response)
  if (!response) return refuse('auth.passkey_failed')
  const verified = await verify(() =>
    verifyRegistrationResponse({
      response: response as never,
      expectedChallenge: (challenge) => spendChallenge(parts, challenge, accountId),
      expectedOrigin: visit.url.origin,
      expectedRPID: visit.url.hostname,
    }),
  )
  if (!verified?.verified || (await findPasskey(parts.db, response.id))) {
    return refuse('auth.passkey_failed')
  }
  const { credential } = verified.registrationInfo
  await addPasskey(parts.db, {
    id: credential.id,
    user_id: accountId,
    public_key: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: (credential.transports ?? []).join(','),
    label: made.label.trim().slice(0, 40),
    added_with: made.signIn.method,
    created_at: new Date().toISOString(),
    last_used_at: null,
  })
  return ok(true)
}

async function enter(
  parts: Parts,
  visit: Visit,
  shown: { response: string; next: string },
): Entering {
  const allowed = await parts.limits.take(visit, tried)
  if (!allowed.ok) return allowed
  const response = parseResponse(shown.response)
  const row = response && (await findPasskey(parts.db, response.id))
  if (!row) return refuse('auth.passkey_failed')
  const verified = await verify(() =>
    verifyAuthenticationResponse({
      response: response as never,
      expectedChallenge: (challenge) => spendChallenge(parts, challenge, 'enter'),
      expectedOrigin: visit.url.origin,
      expectedRPID: visit.url.hostname,
      credential: {
        id: row.id,
        publicKey: new Uint8Array(Buffer.from(row.public_key, 'base64url')),
        counter: row.counter,
      },
    }),
  )
  if (!verified?.verified) return refuse('auth.passkey_failed')
  const { newCounter } = verified.authenticationInfo
  const now = new Date().toISOString()
  await notePasskeyUse(parts.db, { id: row.id, counter: newCounter, now })
  const session = { accountId: row.user_id, method: 'passkey', next: shown.next } as const
  return openSession(parts, visit, session)
}

const Response = z.looseObject({ id: z.string().max(1000), response: z.looseObject({}) })

function parseResponse(text: string): z.infer<typeof Response> | null {
  try {
    const parsed = Response.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** The verifier throws on everything a forged or stale answer can contain. */
async function verify<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch {
    return null
  }
}

async function rememberChallenge(parts: Parts, challenge: string, value: string): Promise<void> {
  const { internalAdapter } = await parts.engine.$context
  const expiresAt = new Date(Date.now() + challengeMs)
  await internalAdapter.createVerificationValue({
    identifier: challengeKey(challenge),
    value,
    expiresAt,
  })
}

/** Each challenge answers once, and only for what it was made. */
async function spendChallenge(parts: Parts, challenge: string, value: string): Promise<boolean> {
  const { internalAdapter } = await parts.engine.$context
  const spent = await internalAdapter.consumeVerificationValue(challengeKey(challenge))
  return spent?.value === value
}

function challengeKey(challenge: string): string {
  return `passkey-${challenge}`
}
