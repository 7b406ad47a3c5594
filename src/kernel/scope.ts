import { type RawBuilder, sql } from 'kysely'
import type { Actor } from './actor.ts'
import { personIdsOf, residenceOf } from './permission.ts'
import type { Db } from './tables.ts'

export interface Scope {
  readonly role: 'xiangyue_app' | 'xiangyue_public'
  readonly actor: Actor
  /** Code prefixes of width 2, 4, 6, 9 or 12. */
  readonly scope: readonly string[]
  /** Plain date; the tree of places is read as it stands on this day. */
  readonly today: string
}

/**
 * Gives up the owner's rights for the rest of the transaction and sets what may be seen. What is
 * asked `alongside` is still read with the owner's rights and saves a statement of its own.
 */
export async function enterScope<T = null>(
  db: Db,
  { role, actor, scope, today }: Scope,
  alongside: RawBuilder<T> = sql`null`,
): Promise<T | null> {
  const persons = scope.flatMap((code) => ownPersons(actor, code))
  const { rows } = await sql<{ alongside: T | null }>`select (${alongside}) as alongside,
    set_config('xiangyue.scope', ${scope.join(',')}, true),
    set_config('xiangyue.above',
      array_to_string(kernel.above(${[...scope]}::text[], ${today}::date), ','), true),
    set_config('xiangyue.persons', ${persons.join(',')}, true),
    set_config('xiangyue.levels', ${levelsOf(actor).join(',')}, true),
    set_config('role', ${role}, true)`.execute(db)
  return rows[0]?.alongside ?? null
}

/** The prefixes of all that lies below a place on a day: usually one, its own. */
export async function prefixesBelow(
  db: Db,
  code: string,
  today: string,
): Promise<readonly string[]> {
  const { rows } = await sql<{ below: string[] }>`
    select kernel.below(${code}, ${today}::date) as below`.execute(db)
  return rows[0]?.below ?? []
}

function ownPersons(actor: Actor, tenantCode: string): readonly string[] {
  const residence = residenceOf(actor, tenantCode)
  const own = personIdsOf(actor, tenantCode)
  return residence ? [...new Set([...own, residence.personId])] : own
}

function levelsOf(actor: Actor): readonly string[] {
  if (actor.kind === 'system') return ['system', 'county', 'township']
  const kinds = new Set(actor.posts.map((post) => post.organisationKind))
  return [
    ...(kinds.has('county_office') ? ['county'] : []),
    ...(kinds.has('township_office') ? ['township'] : []),
  ]
}
