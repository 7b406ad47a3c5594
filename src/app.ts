import { sql } from 'kysely'
import { makeAppealsModule } from '#appeals/module.ts'
import attachments from '#attachments/module.ts'
import audit from '#audit/module.ts'
import { appendAct, lockHeads, recordLook } from '#audit/store.ts'
import auth from '#auth/module.ts'
import compact from '#compact/module.ts'
import dashboards from '#dashboards/module.ts'
import dividends from '#dividends/module.ts'
import journal from '#journal/module.ts'
import { type Actor, guest, type Session, systemActor } from '#kernel/actor.ts'
import { ask } from '#kernel/ask.ts'
import { type Clock, systemClock } from '#kernel/clock.ts'
import type { AnyCommand, Envelope } from '#kernel/command.ts'
import type { OpenedDatabase } from '#kernel/database.ts'
import { type DispatchOptions, dispatch } from '#kernel/dispatch.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { AppealSubject, ModuleManifest } from '#kernel/module.ts'
import type { Outcome } from '#kernel/outcome.ts'
import type { AnyQuery } from '#kernel/query.ts'
import type { Secrets } from '#kernel/secrets.ts'
import type { Db } from '#kernel/tables.ts'
import letters from '#letters/module.ts'
import notices from '#notices/module.ts'
import organisations from '#organisations/module.ts'
import oversight from '#oversight/module.ts'
import people from '#people/module.ts'
import places from '#places/module.ts'
import points from '#points/module.ts'
import settings from '#settings/module.ts'
import shop from '#shop/module.ts'
import stars from '#stars/module.ts'
import telling from '#telling/module.ts'

/**
 * Every module of the house, foundations first. Being in this list is all the registration there is;
 * a test puts one more behind it to see that.
 */
export function listModules<const Further extends readonly ModuleManifest[]>(further: Further) {
  // What can be objected to is declared by modules that come after `appeals`.
  const subjects: AppealSubject[] = []
  const appeals = makeAppealsModule(() => subjects)
  const list = [
    audit,
    settings,
    places,
    people,
    organisations,
    auth,
    journal,
    notices,
    telling,
    appeals,
    attachments,
    compact,
    points,
    stars,
    shop,
    letters,
    oversight,
    dividends,
    dashboards,
    ...further,
  ] as const satisfies readonly ModuleManifest[]
  const manifests: readonly ModuleManifest[] = list
  subjects.push(...manifests.flatMap((m) => m.appealSubjects ?? []))
  return list
}

export const modules = listModules([])

type Manifests = (typeof modules)[number]
type CommandsOf<M> = M extends { commands: readonly (infer C)[] } ? C : never
type QueriesOf<M> = M extends { queries: readonly (infer Q)[] } ? Q : never
type ValueOf<D> = D extends { run(context: never): Promise<infer R> }
  ? R extends { ok: true; value: infer V }
    ? V
    : never
  : never
type InputOf<D> = D extends { input: { _zod: { input: infer I } } } ? I : never

export type CommandName = CommandsOf<Manifests>['name']
export type QueryName = QueriesOf<Manifests>['name']
export type CommandInput<N extends string> = InputOf<Extract<CommandsOf<Manifests>, { name: N }>>
export type CommandValue<N extends string> = ValueOf<Extract<CommandsOf<Manifests>, { name: N }>>
export type QueryInput<N extends string> = InputOf<Extract<QueriesOf<Manifests>, { name: N }>>
export type QueryValue<N extends string> = ValueOf<Extract<QueriesOf<Manifests>, { name: N }>>

export interface App {
  readonly kernel: Kernel
  readonly modules: readonly ModuleManifest[]
  dispatch(
    session: Session,
    envelope: Envelope,
    options?: DispatchOptions,
  ): Promise<Outcome<unknown>>
  ask<N extends QueryName>(
    session: Session,
    name: N,
    input: QueryInput<N>,
  ): Promise<Outcome<QueryValue<N>>>
}

export interface AppParts {
  readonly database: OpenedDatabase
  readonly secrets: Secrets
  readonly clock?: Clock
  readonly modules?: readonly ModuleManifest[]
  /** Replaced by tests that need somebody without an account. */
  readonly identify?: Kernel['identify']
  readonly nudge?: Kernel['nudge']
  readonly tally?: Kernel['tally']
}

/** Puts the house together: the opened database, the doors and the modules behind them. */
export function makeApp(parts: AppParts): App {
  const list: readonly ModuleManifest[] = parts.modules ?? modules
  const commands = list.flatMap((m) => m.commands ?? []) as readonly AnyCommand[]
  const queries = list.flatMap((m) => m.queries ?? []) as readonly AnyQuery[]
  const clock = parts.clock ?? systemClock
  const kernel: Kernel = {
    database: parts.database,
    clock,
    secrets: parts.secrets,
    audit: { lockHeads, appendAct, recordLook },
    commands: new Map(commands.map((command) => [command.name, command])),
    queries: new Map(queries.map((query) => [query.name, query])),
    followers: list.flatMap((m) => m.follower ?? []),
    forgetters: list.flatMap((m) => m.forgetter ?? []),
    identify:
      parts.identify ?? ((db, session, today) => identify(db, session, { today, at: clock.now() })),
    nudge: parts.nudge ?? (() => {}),
    tally: parts.tally ?? (() => {}),
  }
  return {
    kernel,
    modules: list,
    dispatch: (session, envelope, options) => dispatch(kernel, session, { ...options, envelope }),
    ask: (session, name, input) => ask(kernel, session, { name, input }) as never,
  }
}

/** Permission follows from what somebody is today: residences and posts, read within the act. */
async function identify(
  db: Db,
  session: Session,
  time: { today: string; at: string },
): Promise<Actor> {
  if (session.system) return systemActor(session.system)
  if (!session.accountId) return guest
  const { rows } = await sql<{ actor: Pick<Actor, 'residences' | 'posts' | 'behalf'> }>`
    select auth.actor(${session.accountId}, ${session.assistanceId ?? null}::uuid,
      ${time.at}::timestamptz, ${time.today}::date)
      as actor`.execute(db)
  return { kind: 'person', accountId: session.accountId, name: null, ...rows[0]!.actor }
}
