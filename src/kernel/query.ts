import type { z } from 'zod'
import type { Actor, Capacity } from './actor.ts'
import type { Result } from './result.ts'
import type { Secrets } from './secrets.ts'
import type { Db } from './tables.ts'

export interface QueryContext<I> {
  readonly db: Db
  readonly input: I
  readonly now: string
  readonly today: string
  readonly actor: Actor
  readonly capacity: Capacity
  readonly secrets: Secrets
}

/** Whose record was looked at, and why: shown to those people. */
export interface Looked {
  readonly tenantCode: string
  readonly personIds: readonly string[]
  readonly purpose: string
  /** In which post they looked, where the question may be asked without one. */
  readonly capacity?: Capacity | null
}

export interface Query<N extends string, S extends z.ZodType, V, C extends string> {
  readonly name: N
  readonly input: S
  /** `public`: for everybody, as a role that can read published things only. */
  readonly access: 'public' | 'scoped'
  /** Reads a whole subtree (township, county) instead of one place. */
  readonly breadth?: 'place' | 'subtree'
  may(facts: { actor: Actor; input: z.output<S> }): Capacity | null
  looked?(input: z.output<S>, value: V, actor: Actor): Looked | null
  run(context: QueryContext<z.output<S>>): Promise<Result<V, C>>
}

/** What a run that went well answers, also where its branches answer different shapes. */
type ValueOf<R> = R extends { readonly ok: true; readonly value: infer V } ? V : never
type CodeOf<R> = R extends { readonly ok: false; readonly code: infer C extends string } ? C : never

type Written<N extends string, S extends z.ZodType, R> = Omit<
  Query<N, S, ValueOf<R>, string>,
  'run' | 'looked'
> & {
  run(context: QueryContext<z.output<S>>): Promise<R>
  /** Stands after `run`, so that its value is known. */
  looked?(input: z.output<S>, value: ValueOf<R>, actor: Actor): Looked | null
}

export function defineQuery<
  const N extends string,
  S extends z.ZodType,
  R extends Result<unknown, string>,
>(query: Written<N, S, R>): Query<N, S, ValueOf<R>, CodeOf<R>> {
  return query as unknown as Query<N, S, ValueOf<R>, CodeOf<R>>
}

// biome-ignore lint/suspicious/noExplicitAny: a registry holds queries of every shape.
export type AnyQuery = Query<string, z.ZodType, any, string>
