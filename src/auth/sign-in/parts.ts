import type { Session } from '#kernel/actor.ts'
import { plainDateInChina } from '#kernel/clock.ts'
import type { Envelope } from '#kernel/command.ts'
import { Fault } from '#kernel/fault.ts'
import { newEnvelopeId } from '#kernel/id.ts'
import type { Outcome } from '#kernel/outcome.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import type { Secrets } from '#kernel/secrets.ts'
import type { Db } from '#kernel/tables.ts'
import type { CodeGateway } from '../gateway.ts'
import { type AuthRefusal, authRefusals, type Candidate, type Method } from '../model.ts'
import type { Engine } from './engine.ts'
import type { Limits } from './limits.ts'
import type { Steps } from './step.ts'
import { hasSecondFactor } from './store.ts'
import { takeCookies, type Visit } from './visit.ts'

/** What every way of signing in shares. */
export interface Parts {
  readonly db: Db
  readonly secrets: Secrets
  readonly engine: Engine
  readonly limits: Limits
  readonly steps: Steps
  readonly gateway: CodeGateway
  readonly demonstration: boolean
  dispatch(session: Session, envelope: Envelope): Promise<Outcome<unknown>>
}

/** Where to go on. */
export interface Entered {
  /** A path of this site: the page first asked for, or the next question. */
  readonly to: string
}

export type Entering = Promise<Result<Entered, AuthRefusal>>

export function todayInChina(): string {
  return plainDateInChina(new Date().toISOString())
}

/**
 * Signs somebody in who has proved to be these rows (one human being, perhaps in several places).
 * Only a row that is not linked to the account yet goes through the one door: later sign-ins leave
 * nothing behind, because nobody's hours are counted. House rule 9.
 */
export async function enterAs(
  parts: Parts,
  visit: Visit,
  proof: { rows: readonly Candidate[]; way: Exclude<Method, 'password' | 'passkey'>; next: string },
): Entering {
  const known = proof.rows.find((row) => row.accountId)?.accountId ?? null
  if (known && (await hasSecondFactor(parts.db, known))) return refuse('auth.second_factor_needed')
  let accountId = known
  for (const row of proof.rows) {
    if (accountId && row.accountId === accountId) continue
    const linked = await link(parts, row, { accountId, way: proof.way })
    if (!linked.ok) return linked
    accountId = linked.value
  }
  if (!accountId) return refuse('auth.unknown_person')
  return openSession(parts, visit, { accountId, method: proof.way, next: proof.next })
}

async function link(
  parts: Parts,
  row: Candidate,
  to: { accountId: string | null; way: string },
): Promise<Result<string, AuthRefusal>> {
  const { tenantCode, personId } = row
  const input = {
    tenantCode,
    personId,
    way: to.way,
    ...(to.accountId ? { accountId: to.accountId } : {}),
  }
  const envelope = { id: newEnvelopeId(), name: 'auth.link_account', input }
  const outcome = await parts.dispatch({ accountId: null, system: 'sign-in' }, envelope)
  if (outcome.ok) return ok((outcome.value as { accountId: string }).accountId)
  if (outcome.code in authRefusals) return refuse(outcome.code as AuthRefusal)
  throw new Fault(`Linking an account was refused: ${outcome.code}`)
}

/** A fresh session; whatever this browser was before ends. */
export async function openSession(
  parts: Parts,
  visit: Visit,
  session: { accountId: string; method: Method; next: string },
): Entering {
  await endOldSession(parts, visit)
  const { headers } = await parts.engine.api.openSession({
    body: { userId: session.accountId, method: session.method },
    headers: visit.request.headers,
    returnHeaders: true,
  })
  takeCookies(visit, headers)
  parts.steps.clear(visit)
  return ok({ to: session.next })
}

export async function endOldSession(parts: Parts, visit: Visit): Promise<void> {
  const found = await parts.engine.api.getSession({ headers: visit.request.headers })
  if (!found) return
  const context = await parts.engine.$context
  await context.internalAdapter.deleteSession(found.session.token)
}
