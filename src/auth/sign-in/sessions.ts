import type { Method, OpenSession, SignIn } from '../model.ts'
import { deviceOf } from '../rules.ts'
import { officeSessionMs } from './engine.ts'
import { type Parts, todayInChina } from './parts.ts'
import { endSessions, holdsPost, sessionsOf } from './store.ts'
import { takeCookies, type Visit } from './visit.ts'

/** What is signed in, and ending it. */
export interface Sessions {
  /** Who these headers' cookie belongs to; null for guests and ended sessions. */
  of(headers: Headers): Promise<SignIn | null>
  list(signIn: SignIn): Promise<OpenSession[]>
  end(signIn: SignIn, sessionId: string): Promise<void>
  endOthers(signIn: SignIn): Promise<void>
  /** Signs out here. */
  leave(visit: Visit): Promise<void>
  /** Signs out everywhere, here too. */
  leaveEverywhere(visit: Visit, signIn: SignIn): Promise<void>
  /** Begins or ends helping another person; the session gets a new token. */
  actFor(visit: Visit, assistanceId: string | null): Promise<void>
}

const methods: readonly string[] = ['phone', 'passbook', 'passkey', 'demonstration']

function methodOf(stored: string | null | undefined): Method {
  return stored && methods.includes(stored) ? (stored as Method) : 'password'
}

export function sessions(parts: Parts): Sessions {
  const { db, engine } = parts
  return {
    of: (headers) => find(parts, headers),
    async list(signIn) {
      const rows = await sessionsOf(db, signIn.accountId, new Date().toISOString())
      const office = await holdsPost(db, signIn.accountId, todayInChina())
      return rows.map((row) => ({
        id: row.id,
        device: deviceOf(row.user_agent ?? ''),
        method: methodOf(row.method),
        since: row.created_at,
        until: office ? endOfDay(row) : row.expires_at,
        here: row.id === signIn.sessionId,
      }))
    },
    end: async (signIn, only) => void (await endSessions(db, signIn.accountId, { only })),
    endOthers: async (signIn) =>
      void (await endSessions(db, signIn.accountId, { except: signIn.sessionId })),
    leave: (visit) => leave(parts, visit),
    async leaveEverywhere(visit, signIn) {
      await leave(parts, visit)
      await endSessions(db, signIn.accountId)
    },
    async actFor(visit, assistanceId) {
      const { headers } = await engine.api.changeSession({
        body: { assistanceId },
        headers: visit.request.headers,
        returnHeaders: true,
      })
      takeCookies(visit, headers)
    },
  }
}

/** An office holder's session opens nothing more a day after signing in. */
function endOfDay(row: { created_at: string; expires_at: string }): string {
  const end = Math.min(Date.parse(row.created_at) + officeSessionMs, Date.parse(row.expires_at))
  return new Date(end).toISOString()
}

async function find(parts: Parts, headers: Headers): Promise<SignIn | null> {
  const { engine, demonstration } = parts
  if (!headers.get('cookie')?.includes('xiangyue.session_token=')) return null
  const found = await engine.api.getSession({ headers })
  if (!found) return null
  const session = found.session as typeof found.session & Record<string, string | null | undefined>
  const method = methodOf(session.method)
  // A session of a demonstration opens nothing where no demonstration is.
  if (method === 'demonstration' && !demonstration) return null
  // Somebody who was elected while signed in as a villager signs in again like every office holder.
  const ageMs = Date.now() - new Date(found.session.createdAt).getTime()
  const old = ageMs > officeSessionMs
  if (old && (await holdsPost(parts.db, found.user.id, todayInChina()))) return null
  return {
    accountId: found.user.id,
    sessionId: session.id,
    assistanceId: session.assistanceId ?? null,
    method,
    demonstration: method === 'demonstration',
  }
}

async function leave({ engine }: Parts, visit: Visit): Promise<void> {
  const { headers } = await engine.api.signOut({
    headers: visit.request.headers,
    returnHeaders: true,
  })
  takeCookies(visit, headers)
}
