import type { Session } from './actor.ts'
import type { AnyCommand, CommandContext, Continued, Envelope } from './command.ts'
import type { AnyQuery } from './query.ts'
import type { Result } from './result.ts'

/** What a job may do: act and ask through the same doors as people, as the system. */
export interface JobContext {
  /** Sends a command as the system; the envelope id is made from the key, so a retry repeats nothing. */
  act(name: string, input: unknown, key?: string): Promise<Result<unknown>>
  ask(name: string, input: unknown): Promise<Result<unknown>>
  now(): string
  readonly session: Session
}

/** Work done apart from people's clicks. It looks for what is due, so a missed wake-up loses nothing. */
export interface Job {
  readonly name: string
  /** Cron expression in China time, for work that comes due by the clock. */
  readonly cron?: string
  run(context: JobContext): Promise<void>
}

/** What can be appealed against, and what happens when an appeal is upheld. */
export interface AppealSubject {
  /** `stars.score`, `points.deed` … */
  readonly kind: string
  /** Facts for the reviewers; null when there is no such subject. */
  describe(context: SubjectContext): Promise<AppealFacts | null>
  /** Carries out what the reviewers decided; returns before and after. */
  uphold(context: SubjectContext & { remedy: unknown }): Promise<Result<AppealChange>>
}

export type SubjectContext = CommandContext<{ tenantCode: string; subjectId: string }>

export interface AppealFacts {
  readonly householdId: string
  readonly notice: { noticeId: string; line: number; endsAt: string } | null
  /** People who took part in the first decision; they may not review it. */
  readonly deciders: readonly string[]
  readonly title: string
}

export interface AppealChange {
  readonly before: Record<string, unknown>
  readonly after: Record<string, unknown>
}

/** Takes along what a module keeps about people whose record goes on as another. */
export type Follower = (
  context: CommandContext<unknown>,
  persons: readonly Continued[],
) => Promise<void>

/** Lets go what a module keeps about a person who was just marked as forgotten. */
export type Forgetter = (
  context: CommandContext<unknown>,
  person: { readonly tenantCode: string; readonly personId: string },
) => Promise<void>

export interface ModuleManifest {
  readonly name: string
  readonly commands?: readonly AnyCommand[]
  readonly queries?: readonly AnyQuery[]
  readonly jobs?: readonly Job[]
  /** Refusal codes with their HTTP status. */
  readonly refusals?: Readonly<Record<string, number>>
  readonly appealSubjects?: readonly AppealSubject[]
  readonly follower?: Follower
  readonly forgetter?: Forgetter
  /** Written by hand: who may, at their own place and from above. Tests compare it with `may`. */
  readonly permissions: Readonly<Record<string, readonly string[]>>
}

export function defineModule<const M extends ModuleManifest>(manifest: M): M {
  return manifest
}

export type { Envelope }
