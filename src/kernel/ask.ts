import type { Actor, Session } from './actor.ts'
import { plainDateInChina } from './clock.ts'
import type { Kernel } from './kernel.ts'
import { invalid, type Outcome } from './outcome.ts'
import type { AnyQuery } from './query.ts'
import { refuse } from './result.ts'
import { enterScope, prefixesBelow } from './scope.ts'
import type { Db } from './tables.ts'

/** The one door for reading: parse → identify → authorise → scope → run → note who was looked at. */
export async function ask(
  kernel: Kernel,
  session: Session,
  request: { name: string; input: unknown },
): Promise<Outcome<unknown>> {
  const query = kernel.queries.get(request.name)
  if (!query) return refuse('kernel.unknown_query', { name: request.name.slice(0, 100) })
  const parsed = await query.input.safeParseAsync(request.input)
  if (!parsed.success) return invalid(parsed.error)
  return kernel.database.kysely
    .transaction()
    .execute((tx) => answer(kernel, { query, session, input: parsed.data }, tx as Db))
}

async function answer(
  kernel: Kernel,
  request: { query: AnyQuery; session: Session; input: unknown },
  db: Db,
): Promise<Outcome<unknown>> {
  const { query, input } = request
  const now = kernel.clock.now()
  const today = plainDateInChina(now)
  const actor = await kernel.identify(db, request.session, today)
  const capacity = query.may({ actor, input })
  if (!capacity) {
    const code = actor.kind === 'guest' ? 'kernel.not_signed_in' : 'kernel.not_permitted'
    return refuse(code, { command: query.name })
  }
  const role = query.access === 'public' ? 'xiangyue_public' : 'xiangyue_app'
  const scope = await scopeOf(db, { query, input, actor, today })
  await enterScope(db, { role, actor, scope, today })
  const { secrets } = kernel
  const result = await query.run({ db, input, now, today, actor, capacity, secrets })
  if (!result.ok) return result
  const looked = query.looked?.(input, result.value, actor)
  if (looked && looked.personIds.length > 0) {
    const as = looked.capacity ?? capacity
    await kernel.audit.recordLook(db, { ...looked, query: query.name, at: now, capacity: as })
  }
  return { ok: true, value: result.value, sequence: -1, replayed: false }
}

/** Every place: for jobs that look for what is due. */
const everywhere = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']

/**
 * One place, or for wide readers all that their posts reach below the place they ask for. A question
 * that names no place is about oneself: it sees the places where one lives or holds a post.
 */
async function scopeOf(
  db: Db,
  { query, input, actor, today }: Question,
): Promise<readonly string[]> {
  const code = (input as { tenantCode?: string }).tenantCode
  if (!code) return actor.kind === 'system' ? everywhere : ownPlaces(actor)
  if (query.breadth !== 'subtree') return [code]
  const asked = await prefixesBelow(db, code, today)
  if (query.access === 'public') return asked
  const reach = actor.posts.flatMap((post) => post.reach)
  const narrowed = reach.flatMap((own) => asked.flatMap((prefix) => narrower(own, prefix)))
  return [...new Set(narrowed)]
}

interface Question {
  readonly query: AnyQuery
  readonly input: unknown
  readonly actor: Actor
  readonly today: string
}

function narrower(own: string, asked: string): string[] {
  if (own.startsWith(asked)) return [own]
  return asked.startsWith(own) ? [asked] : []
}

function ownPlaces(actor: Actor): readonly string[] {
  const helped = actor.behalf ? [actor.behalf.tenantCode] : []
  const own = [...actor.residences, ...actor.posts].map((held) => held.tenantCode)
  return [...new Set([...helped, ...own])]
}
