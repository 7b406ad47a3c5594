import { z } from 'zod'
import type { Secrets } from '#kernel/secrets.ts'
import type { CookieOptions, Visit } from './visit.ts'

/**
 * Where somebody is between two screens of signing in. It travels sealed in a cookie, so that
 * neither a phone number nor a token ever stands in an address.
 */
const Step = z.discriminatedUnion('kind', [
  // `sentAt`: milliseconds; the code in force is never older than this.
  z.object({ kind: z.literal('code'), phone: z.string(), sentAt: z.number() }),
  z.object({ kind: z.literal('whose'), phoneDigest: z.string() }),
  z.object({ kind: z.literal('new_password'), accountId: z.string(), username: z.string() }),
  z.object({ kind: z.literal('second_factor'), username: z.string() }),
  z.object({ kind: z.literal('first_administrator'), token: z.string() }),
])
export type Step = z.infer<typeof Step>

const Sealed = z.object({ until: z.number(), next: z.string(), step: Step })

const stepCookie = 'xiangyue.step'
const stepSeconds = 15 * 60

export interface Steps {
  /** @param next where to go after signing in: a path of this site. */
  set(visit: Visit, step: Step, next?: string): void
  find<K extends Step['kind']>(visit: Visit, kind: K): Extract<Step, { kind: K }> | null
  /** The path asked for at the beginning. */
  next(visit: Visit): string
  clear(visit: Visit): void
}

export function makeSteps(secrets: Secrets, secure: boolean): Steps {
  const options: CookieOptions = { path: '/', httpOnly: true, sameSite: 'lax', secure }
  const open = (visit: Visit) => {
    const value = visit.cookies.get(stepCookie)
    return value ? unseal(secrets, value) : null
  }
  return {
    set(visit, step, next) {
      const until = Date.now() + stepSeconds * 1000
      const sealed = { until, next: next ?? open(visit)?.next ?? '/', step }
      const value = secrets.seal(JSON.stringify(sealed))
      visit.cookies.set(stepCookie, value, { ...options, maxAge: stepSeconds })
    },
    find(visit, kind) {
      const step = open(visit)?.step
      return step?.kind === kind ? (step as never) : null
    },
    next: (visit) => open(visit)?.next ?? '/',
    clear: (visit) => visit.cookies.delete(stepCookie, options),
  }
}

function unseal(secrets: Secrets, value: string): z.infer<typeof Sealed> | null {
  try {
    const sealed = Sealed.parse(JSON.parse(secrets.open(value)))
    return sealed.until > Date.now() ? sealed : null
  } catch {
    // An altered or foreign cookie is no step at all.
    return null
  }
}
