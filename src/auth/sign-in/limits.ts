import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Result } from '#kernel/result.ts'
import type { Secrets } from '#kernel/secrets.ts'
import type { Db } from '#kernel/tables.ts'
import type { AuthRefusal } from '../model.ts'
import { allowances, decideTries, type Tried } from '../rules.ts'
import type { CookieOptions, Visit } from './visit.ts'

const deviceCookie = 'xiangyue.device'
const yearSeconds = 365 * 24 * 3600
const cleanEveryMs = 3_600_000

export interface Limits {
  /**
   * Counts one try in each bucket and says whether it may go on.
   * @param subject what is tried: a number or name; only its digest is kept.
   */
  take(visit: Visit, tried: readonly Tried[], subject?: string): Promise<Result<true, AuthRefusal>>
  /** Forgets the tries on a subject, after the right person has shown up. */
  clear(tried: readonly Tried[], subject: string): Promise<void>
}

/** Tries are counted in the database, so that a restart or a second server forgets nothing. */
export function makeLimits(db: Db, secrets: Secrets, secure: boolean): Limits {
  const bucketOf = (tried: Tried, what: string) => `${tried}/${secrets.digest(`${tried}/${what}`)}`
  let cleanAt = 0
  return {
    async take(visit, tried, subject = '') {
      const now = new Date()
      const device = deviceOf(visit, secure)
      const whats = { device, address: visit.getClientAddress() } as Record<string, string>
      const counted = []
      for (const one of tried) {
        const what = whats[one.split('/')[1]!] ?? subject
        counted.push({
          tried: one,
          ...(await count(db, { bucket: bucketOf(one, what), now, one })),
        })
      }
      if (now.getTime() >= cleanAt) {
        cleanAt = now.getTime() + cleanEveryMs
        await forgetOld(db, now)
      }
      return decideTries(counted)
    },
    async clear(tried, subject) {
      const buckets = tried.map((one) => bucketOf(one, subject))
      await sql`delete from auth.attempt where bucket = any (${buckets})`.execute(db)
    },
  }
}

/** One statement, so that two tries at once are two. Every try over the limit lengthens the wait. */
async function count(
  db: Db,
  { bucket, now, one }: { bucket: string; now: Date; one: Tried },
): Promise<{ count: number; windowEndsAt: string }> {
  const { tries, withinSeconds, longestSeconds } = allowances[one]
  const at = now.toISOString()
  const { rows } = await sql<{ count: number; windowEndsAt: string }>`
    insert into auth.attempt as a (bucket, count, window_ends_at)
    values (${bucket}, 1, ${at}::timestamptz + make_interval(secs => ${withinSeconds}::int))
    on conflict (bucket) do update set
      count = case when a.window_ends_at <= ${at}::timestamptz then 1 else a.count + 1 end,
      window_ends_at = case
        when a.window_ends_at <= ${at}::timestamptz then excluded.window_ends_at
        when a.count < ${tries}::int then a.window_ends_at
        else greatest(a.window_ends_at, ${at}::timestamptz + make_interval(secs => least(
          ${longestSeconds}::int, 60 * power(2, least(a.count - ${tries}::int, 12)))))
      end
    returning count, window_ends_at as "windowEndsAt"`.execute(db)
  return rows[0]!
}

async function forgetOld(db: Db, now: Date): Promise<void> {
  const at = now.toISOString()
  await sql`delete from auth.attempt where window_ends_at <= ${at}::timestamptz`.execute(db)
  await sql`delete from auth.session where expires_at <= ${at}::timestamptz`.execute(db)
}

function deviceOf(visit: Visit, secure: boolean): string {
  const known = visit.cookies.get(deviceCookie)
  if (known) return known
  const options: CookieOptions = { path: '/', httpOnly: true, sameSite: 'lax', secure }
  const device = randomUUID()
  visit.cookies.set(deviceCookie, device, { ...options, maxAge: yearSeconds })
  return device
}
