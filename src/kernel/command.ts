import type { z } from 'zod'
import type { Actor, Capacity } from './actor.ts'
import type { Result } from './result.ts'
import type { Secrets } from './secrets.ts'
import type { Db } from './tables.ts'

/** What a client sends: one act, named once by the client, so that it can be sent again safely. */
export interface Envelope {
  /** UUIDv7 made by the client. */
  readonly id: string
  readonly name: string
  readonly input: unknown
  /** When it was noted on a device without signal (ISO instant), if not now. */
  readonly recordedAt?: string | undefined
}

/** One human being whose record ends and goes on as another, perhaps in another place. */
export interface Continued {
  readonly from: { readonly tenantCode: string; readonly personId: string }
  readonly to: { readonly tenantCode: string; readonly personId: string }
}

export interface CommandContext<I> {
  readonly db: Db
  readonly input: I
  /** ISO instant. */
  readonly now: string
  /** Plain date in China. */
  readonly today: string
  readonly actor: Actor
  readonly capacity: Capacity
  readonly envelopeId: string
  readonly recordedAt: string | null
  readonly secrets: Secrets
  /** Identifiers that follow from the envelope. */
  newId(): string
  /** Names a record this act concerns, for the history shown to those concerned: `household:UUID`. */
  concern(subject: string): void
  /** Lets the modules that keep something about these people take it along, within this act. */
  continued(persons: readonly Continued[]): Promise<void>
  /** Lets the modules that keep something about a person who was just forgotten let it go. */
  forgotten(person: { readonly tenantCode: string; readonly personId: string }): Promise<void>
  /** Wakes a job once this act is committed. Jobs also look for work by themselves. */
  nudge(job: string): void
}

export interface Command<N extends string, S extends z.ZodType, V, C extends string> {
  readonly name: N
  readonly input: S
  /** Places whose records it writes; their audit sequences are locked in code order. */
  tenants?(input: z.output<S>): readonly string[]
  /**
   * Further code prefixes it may write to. Only for a command that creates the places themselves:
   * they have no audit sequence yet that `tenants` could lock. Authorise every one of them in `may`.
   */
  scope?(input: z.output<S>): readonly string[]
  /** In which capacity the actor may do this, or null. */
  may(facts: { actor: Actor; input: z.output<S> }): Capacity | null
  run(context: CommandContext<z.output<S>>): Promise<Result<V, C>>
}

/** What a run that went well answers, also where its branches answer different shapes. */
type ValueOf<R> = R extends { readonly ok: true; readonly value: infer V } ? V : never
type CodeOf<R> = R extends { readonly ok: false; readonly code: infer C extends string } ? C : never

type Written<N extends string, S extends z.ZodType, R> = Omit<
  Command<N, S, ValueOf<R>, string>,
  'run'
> & { run(context: CommandContext<z.output<S>>): Promise<R> }

export function defineCommand<
  const N extends string,
  S extends z.ZodType,
  R extends Result<unknown, string>,
>(command: Written<N, S, R>): Command<N, S, ValueOf<R>, CodeOf<R>> {
  return command as unknown as Command<N, S, ValueOf<R>, CodeOf<R>>
}

// biome-ignore lint/suspicious/noExplicitAny: a registry holds commands of every shape.
export type AnyCommand = Command<string, z.ZodType, any, string>
