import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Actor, Capacity, Session } from './actor.ts'
import { canonicalJson } from './canonical.ts'
import { plainDateInChina } from './clock.ts'
import type { AnyCommand, CommandContext, Envelope } from './command.ts'
import { idsOf } from './id.ts'
import type { Fate, Kernel, TenantHead } from './kernel.ts'
import { invalid, type Outcome } from './outcome.ts'
import { type Result, refuse } from './result.ts'
import { enterScope } from './scope.ts'
import type { Db } from './tables.ts'

const envelopeShape = z.object({
  id: z.uuid(),
  name: z.string().max(100),
  input: z.unknown(),
  recordedAt: z.iso.datetime({ offset: true }).optional(),
})

/** A clock this far behind the last recorded act is wrong, not merely out of step. */
const clockSkewMs = 5 * 60_000

export interface DispatchOptions {
  /** Runs everything and rolls back: shows what would happen. */
  readonly dryRun?: boolean
}

/**
 * The one door for writing: parse → begin → lock the tenant's audit head → read the actor's posts
 * → authorise → replay check → scope → run → append to the audit sequence → commit.
 */
export async function dispatch(
  kernel: Kernel,
  session: Session,
  sent: DispatchOptions & { readonly envelope: Envelope },
): Promise<Outcome<unknown>> {
  const { envelope, ...options } = sent
  const shaped = envelopeShape.safeParse(envelope)
  if (!shaped.success) return invalid(shaped.error)
  const command = kernel.commands.get(envelope.name)
  if (!command) return refuse('kernel.unknown_command', { name: envelope.name.slice(0, 100) })
  let fate: Fate = 'fault'
  try {
    const outcome = await carry(kernel, command, { envelope, session, options })
    fate = fateOf(outcome)
    return outcome
  } finally {
    if (!options.dryRun) kernel.tally(command.name, fate)
  }
}

function fateOf(outcome: Outcome<unknown>): Fate {
  if (outcome.ok) return outcome.replayed ? 'repeated' : 'done'
  return 'issues' in outcome ? 'invalid' : 'refused'
}

async function carry(
  kernel: Kernel,
  command: AnyCommand,
  sent: Omit<Act, 'command' | 'input'>,
): Promise<Outcome<unknown>> {
  const parsed = await command.input.safeParseAsync(sent.envelope.input)
  if (!parsed.success) return invalid(parsed.error)
  const act = { ...sent, command, input: parsed.data }
  try {
    return await attempt(kernel, act)
  } catch (error) {
    if (!isEnvelopeRace(error)) throw error
    return attempt(kernel, act)
  }
}

interface Act {
  readonly command: AnyCommand
  readonly envelope: Envelope
  readonly input: unknown
  readonly session: Session
  readonly options: DispatchOptions
}

/** Carries a result out of a transaction that must be rolled back. */
class RolledBack extends Error {
  readonly outcome: Outcome<unknown>
  constructor(outcome: Outcome<unknown>) {
    super('rolled back')
    this.outcome = outcome
  }
}

async function attempt(kernel: Kernel, act: Act): Promise<Outcome<unknown>> {
  const nudges: string[] = []
  try {
    const outcome = await kernel.database.kysely.transaction().execute(async (tx) => {
      const result = await carryOut(kernel, act, { db: tx as Db, nudges })
      if (!result.ok || act.options.dryRun) throw new RolledBack(result)
      return result
    })
    for (const job of nudges) kernel.nudge(job)
    return outcome
  } catch (error) {
    if (error instanceof RolledBack) return error.outcome
    throw error
  }
}

async function carryOut(
  kernel: Kernel,
  act: Act,
  { db, nudges }: { db: Db; nudges: string[] },
): Promise<Outcome<unknown>> {
  const { command, envelope, input } = act
  const codes = [...new Set(command.tenants?.(input) ?? [tenantOf(input)])].sort()
  const heads = await kernel.audit.lockHeads(db, codes)
  if (heads.length < codes.length) {
    const known = new Set(heads.map((head) => head.tenantCode))
    return refuse('kernel.unknown_place', { code: codes.find((code) => !known.has(code)) ?? '' })
  }
  const time = tellTime(kernel.clock.now(), heads, envelope.recordedAt)
  if (!time.ok) return time
  const today = plainDateInChina(time.value)
  const actor = await kernel.identify(db, act.session, today)
  const capacity = command.may({ actor, input })
  if (!capacity) return refuse(notPermitted(actor), { command: command.name })
  const inputDigest = digestOf(command.name, input)
  const scope = { role: 'xiangyue_app', actor, today } as const
  const reach = [...codes, ...(command.scope?.(input) ?? [])]
  const earlier = await enterScope(db, { ...scope, scope: reach }, earlierOf(codes[0]!, envelope))
  if (earlier) return answerEarlier(earlier, { envelope, inputDigest, actor, kernel })
  const subjects = new Set<string>()
  const context: CommandContext<unknown> = {
    ...{ db, input, now: time.value, today, actor, capacity, envelopeId: envelope.id },
    recordedAt: envelope.recordedAt ?? null,
    secrets: kernel.secrets,
    newId: idsOf(envelope.id),
    concern: (subject) => subjects.add(subject),
    ...letModulesKnow(kernel, () => context),
    nudge: (job) => nudges.push(job),
  }
  const result: Result<unknown> = await command.run(context)
  if (!result.ok) return result
  await appendAll(kernel, { heads, act, actor, capacity, context, subjects, result, inputDigest })
  return { ok: true, value: result.value, sequence: heads[0]!.size, replayed: false }
}

/** How an act that ends somebody's record reaches the modules that keep something about them. */
function letModulesKnow(
  kernel: Kernel,
  context: () => CommandContext<unknown>,
): Pick<CommandContext<unknown>, 'continued' | 'forgotten'> {
  return {
    continued: async (persons) => {
      for (const follow of kernel.followers) await follow(context(), persons)
    },
    forgotten: async (person) => {
      for (const forget of kernel.forgetters) await forget(context(), person)
    },
  }
}

interface Append {
  heads: readonly TenantHead[]
  act: Act
  actor: Actor
  capacity: Capacity
  context: CommandContext<unknown>
  subjects: ReadonlySet<string>
  result: { value: unknown }
  inputDigest: string
}

async function appendAll(kernel: Kernel, facts: Append): Promise<void> {
  const { act, context, result } = facts
  const entry = {
    envelopeId: act.envelope.id,
    command: act.command.name,
    actor: facts.actor,
    capacity: facts.capacity,
    at: context.now,
    recordedAt: context.recordedAt,
    subjects: [...facts.subjects],
    input: act.input,
    outcome: result.value,
  }
  const stored = {
    name: act.command.name,
    inputDigest: facts.inputDigest,
    outcome: kernel.secrets.seal(JSON.stringify(result.value ?? null)),
    secrets: kernel.secrets,
  }
  for (const head of facts.heads) {
    await kernel.audit.appendAct(head, entry, stored).execute(context.db)
  }
}

interface Earlier {
  readonly digest: string
  readonly outcome: string
  readonly sequence: number
  /** Who carried it out, as the audit entry has it. */
  readonly actor: { readonly account: string | null; readonly name: string | null }
}

/**
 * What became of this envelope, if it was carried out before, here or at another place: it is looked
 * for with the owner's rights, by its id alone (decision 0009).
 */
function earlierOf(tenantCode: string, envelope: Envelope): RawBuilder<Earlier> {
  return sql`select jsonb_build_object('digest', v.input_digest, 'outcome', v.outcome,
      'sequence', v.sequence, 'actor', e.entry::jsonb -> 'actor')
    from kernel.envelope v
    join audit.entry e on e.tenant_code = v.tenant_code and e.sequence = v.sequence
    where v.id = ${envelope.id} order by v.tenant_code <> ${tenantCode} limit 1`
}

/**
 * The same envelope answers its first result to whoever sent it; from another account, with another
 * input or for another place (which the input names) its id is refused.
 */
function answerEarlier(
  earlier: Earlier,
  act: { envelope: Envelope; inputDigest: string; actor: Actor; kernel: Kernel },
): Outcome<unknown> {
  const { id } = act.envelope
  const { accountId, name } = act.actor
  const same = earlier.actor.account === accountId && earlier.actor.name === name
  if (!same || earlier.digest !== act.inputDigest) return refuse('kernel.envelope_reused', { id })
  const value: unknown = JSON.parse(act.kernel.secrets.open(earlier.outcome))
  return { ok: true, value, sequence: earlier.sequence, replayed: true }
}

function tellTime(
  now: string,
  heads: readonly TenantHead[],
  recordedAt: string | undefined,
): Result<string> {
  const last = Math.max(...heads.map((head) => (head.lastAt ? Date.parse(head.lastAt) : 0)))
  const at = Date.parse(now)
  if (at < last - clockSkewMs) {
    return refuse('kernel.clock_behind', { now, last: new Date(last).toISOString() })
  }
  if (recordedAt && Date.parse(recordedAt) > at + clockSkewMs) {
    return refuse('kernel.recorded_in_future', { recordedAt, now })
  }
  return { ok: true, value: new Date(Math.max(at, last)).toISOString() }
}

function tenantOf(input: unknown): string {
  return (input as { tenantCode: string }).tenantCode
}

function notPermitted(actor: Actor): string {
  return actor.kind === 'guest' ? 'kernel.not_signed_in' : 'kernel.not_permitted'
}

function digestOf(name: string, input: unknown): string {
  return createHash('sha256').update(canonicalJson({ name, input })).digest('hex')
}

/** Two copies of one envelope at the same moment: the second sees the first on another try. */
function isEnvelopeRace(error: unknown): boolean {
  const fact = error as { code?: string; constraint?: string; message?: string }
  return (
    fact?.code === '23505' && /envelope_pkey|entry_pkey/.test(fact.constraint ?? fact.message ?? '')
  )
}
