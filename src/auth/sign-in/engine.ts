import { createHmac } from 'node:crypto'
import { betterAuth } from 'better-auth'
import { createAuthEndpoint, getSessionFromCtx } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { phoneNumber, twoFactor, username } from 'better-auth/plugins'
import { z } from 'zod'
import { withDateObjects } from '#kernel/database.ts'
import type { Secrets } from '#kernel/secrets.ts'
import type { Db } from '#kernel/tables.ts'
import { catalogue } from '#settings/catalogue.ts'
import { Username } from '../model.ts'
import { hashSecret, isSecret } from './scrypt.ts'

/**
 * Codes bear five tries. Here they rest for as long as any place may decide; how long one works is
 * looked at when the right one is given (phone.ts), so that wrong codes tell nothing about a number.
 */
export const longestCodeMinutes = catalogue['auth.code_minutes'].max
const codeTries = 5
const sessionSeconds = 30 * 24 * 3600
/** How long an office holder stays signed in. */
export const officeSessionMs = 24 * 3_600_000

export interface EngineParts {
  readonly db: Db
  readonly secrets: Secrets
  readonly origin: string
  readonly secureCookies: boolean
  /** Called with the digest of a number and the code that was made for it. */
  deliver(phoneDigest: string, code: string): void
}

/**
 * The sign-in library on our tables. It is called as functions only: none of its own addresses is
 * served. Phone numbers reach it as digests, and codes rest as digests.
 */
export function makeEngine(parts: EngineParts) {
  const { secrets } = parts
  return betterAuth({
    appName: '乡约',
    baseURL: parts.origin,
    secret: secrets.digest('sign-in-library/1'),
    database: {
      db: withDateObjects(parts.db),
      type: 'postgres',
      schemaName: 'auth',
      transaction: true,
    },
    ...tableNames,
    databaseHooks: {
      verification: {
        create: {
          before: async (row) => ({ data: { ...row, value: restingValue(secrets, row) } }),
        },
      },
      session: {
        create: { before: async (row) => ({ data: { ...row, expiresAt: endOf(row) } }) },
      },
    },
    emailAndPassword: passwords,
    plugins: pluginsOf(parts),
    advanced: {
      cookiePrefix: 'xiangyue',
      useSecureCookies: parts.secureCookies,
      ipAddress: { disableIpTracking: true },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  })
}

const passwords = {
  enabled: true,
  disableSignUp: true,
  // How long a password must be is our rule: decidePassword.
  minPasswordLength: 1,
  maxPasswordLength: 200,
  password: {
    hash: (password: string) => hashSecret(password),
    verify: ({ hash, password }: { hash: string; password: string }) => isSecret(password, hash),
  },
}

export type Engine = ReturnType<typeof makeEngine>

function pluginsOf(parts: EngineParts) {
  return [
    phoneNumber({
      otpLength: 6,
      expiresIn: longestCodeMinutes * 60,
      allowedAttempts: codeTries,
      sendOTP: ({ phoneNumber: digest, code }) => parts.deliver(digest, code),
      schema: {
        user: {
          fields: { phoneNumber: 'phone_number', phoneNumberVerified: 'phone_number_verified' },
        },
      },
    }),
    username({
      displayUsername: false,
      minUsernameLength: 2,
      maxUsernameLength: 30,
      usernameNormalization: (name) => name.normalize('NFKC').trim().toLowerCase(),
      usernameValidator: (name) => Username.safeParse(name).success,
    }),
    twoFactor({
      issuer: '乡约',
      twoFactorCookieMaxAge: 10 * 60,
      schema: {
        user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
        twoFactor: {
          modelName: 'two_factor',
          fields: {
            backupCodes: 'backup_codes',
            userId: 'user_id',
            failedVerificationCount: 'failed_verification_count',
            lockedUntil: 'locked_until',
          },
        },
      } as never,
    }),
    housePlugin(),
  ]
}

const stamps = { createdAt: 'created_at', updatedAt: 'updated_at' }

const tableNames = {
  user: {
    modelName: 'user',
    fields: { ...stamps, emailVerified: 'email_verified' },
  },
  session: {
    expiresIn: sessionSeconds,
    // A session ends thirty days after signing in, however much it is used.
    disableSessionRefresh: true,
    fields: {
      ...stamps,
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      userId: 'user_id',
    },
    additionalFields: {
      method: { type: 'string' as const, required: false, input: false },
      assistanceId: {
        type: 'string' as const,
        required: false,
        input: false,
        fieldName: 'assistance_id',
      },
    },
  },
  account: {
    fields: {
      ...stamps,
      accountId: 'account_id',
      providerId: 'provider_id',
      userId: 'user_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
    },
  },
  verification: { fields: { ...stamps, expiresAt: 'expires_at' } },
}

const OpenSession = z.object({ userId: z.string(), method: z.string().nullable() })
const ChangeSession = z.object({ assistanceId: z.string().nullable() })

/** What the library does not offer by itself: a session for somebody proved in our own way. */
function housePlugin() {
  return { id: 'house', endpoints: { openSession, changeSession } }
}

const openSession = createAuthEndpoint.serverOnly(
  { method: 'POST', body: OpenSession },
  async (ctx) => {
    const { userId, method } = ctx.body
    const { internalAdapter } = ctx.context
    const user = await internalAdapter.findUserById(userId)
    if (!user) throw new Error('There is no such account.')
    const session = await internalAdapter.createSession(userId, false, { method })
    await setSessionCookie(ctx, { session, user }, false)
    return { token: session.token }
  },
)

/** A new token for the same session with another right: the old one opens nothing more. */
const changeSession = createAuthEndpoint.serverOnly(
  { method: 'POST', body: ChangeSession },
  async (ctx) => {
    const current = await getSessionFromCtx(ctx)
    if (!current) return { changed: false }
    const { internalAdapter } = ctx.context
    const old = current.session as typeof current.session & { method?: string | null }
    const kept = {
      method: old.method ?? null,
      assistanceId: ctx.body.assistanceId,
      userAgent: old.userAgent ?? '',
      createdAt: old.createdAt,
      expiresAt: old.expiresAt,
    }
    const session = await internalAdapter.createSession(current.user.id, false, kept, true)
    await setSessionCookie(ctx, { session, user: current.user })
    await internalAdapter.deleteSession(old.token)
    return { changed: true }
  },
)

const longMethods: readonly unknown[] = ['phone', 'passbook', 'demonstration']

/**
 * Villagers stay signed in for a month, whoever has a password for a day. That office holders sign in
 * again every day, however they did, is looked at by `sessions.of`: here the library holds the only
 * connection of the embedded database, and a question asked beside it would wait for ever.
 */
function endOf(row: { expiresAt: Date; createdAt: Date } & Record<string, unknown>): Date {
  if (longMethods.includes(row.method)) return row.expiresAt
  return new Date(Math.min(row.expiresAt.getTime(), row.createdAt.getTime() + officeSessionMs))
}

/** One-time codes rest as keyed digests: who reads the table cannot sign in with it. */
function restingValue(secrets: Secrets, row: { identifier: string; value: string }): string {
  const code = /^(\d{6}):(\d+)$/.exec(row.value)
  if (!code || !row.identifier.startsWith(codePrefix)) return row.value
  return `${restingCode(secrets, row.identifier.slice(codePrefix.length), code[1]!)}:${code[2]}`
}

const codePrefix = 'phone-number-otp-'

export function restingCode(secrets: Secrets, phoneDigest: string, code: string): string {
  return createHmac('sha256', secrets.digest('one-time-code/1'))
    .update(`${phoneDigest}/${code}`)
    .digest('hex')
}
