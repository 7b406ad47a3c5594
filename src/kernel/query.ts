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
}

export interface Query<N extends string, S extends z.ZodType, V, C extends string> {
  readonly name: N
  readonly input: S
  /** `public`: for everybody, as a role that can read published things only. */
  readonly access: 'public' | 'scoped'
  /** Reads a whole subtree (township, county) instead of one place. */
  readonly breadth?: 'place' | 'subtree'
  may(facts: { actor: Actor; input: z.output<S> }): Capacity | null
  looked?(input: z.output<S>, value: V): Looked | null
  run(context: QueryContext<z.output<S>>): Promise<Result<V, C>>
}

export function defineQuery<const N extends string, S extends z.ZodType, V, C extends string>(
  query: Query<N, S, V, C>,
): Query<N, S, V, C> {
  return query
}

// biome-ignore lint/suspicious/noExplicitAny: a registry holds queries of every shape.
export type AnyQuery = Query<string, z.ZodType, any, string>
