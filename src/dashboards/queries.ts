import { z } from 'zod'
import type { Actor, Capacity } from '#kernel/actor.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { personNames } from '#organisations/queries.ts'
import { householdCodes } from '#people/queries.ts'
import { placeName } from '#places/queries.ts'

/** Who is signed in: the name, where they live, which posts they hold, whom they help. */
export interface Me {
  readonly name: string
  readonly residences: readonly {
    tenantCode: string
    place: string
    householdId: string | null
    code: string
  }[]
  readonly posts: readonly {
    tenantCode: string
    place: string
    post: string
    organisationKind: string
    /** Code prefixes of the places the post covers. */
    reach: readonly string[]
  }[]
  readonly behalf: { readonly name: string; readonly tenantCode: string } | null
}

function oneself(actor: Actor): Capacity | null {
  const held = actor.residences[0] ?? actor.posts[0]
  if (!held) return null
  return {
    tenantCode: held.tenantCode,
    personId: held.personId,
    organisationId: null,
    post: 'villager',
  }
}

export const me = defineQuery({
  name: 'dashboards.me',
  input: z.object({}),
  access: 'scoped',
  may: ({ actor }) => oneself(actor),
  async run({ db, actor, today }) {
    const held = [...actor.residences, ...actor.posts]
    const first = held[0]!
    const names = await personNames(db, first.tenantCode, [first.personId])
    const places = new Map<string, string>()
    for (const code of new Set(held.map((one) => one.tenantCode))) {
      places.set(code, await placeName(db, code, today))
    }
    const residences = []
    for (const { tenantCode, householdId } of actor.residences) {
      const codes = await householdCodes(db, tenantCode, householdId ? [householdId] : [])
      const code = (householdId && codes.get(householdId)) || ''
      residences.push({ tenantCode, place: places.get(tenantCode)!, householdId, code })
    }
    const posts = actor.posts.map(({ tenantCode, post, organisationKind, reach }) => ({
      ...{ tenantCode, post, organisationKind, reach },
      place: places.get(tenantCode)!,
    }))
    return ok<Me>({
      name: names.get(first.personId) ?? '',
      residences,
      posts,
      behalf: await helped(db, actor),
    })
  },
})

async function helped(db: Db, actor: Actor): Promise<Me['behalf']> {
  if (!actor.behalf) return null
  const { tenantCode, personId } = actor.behalf
  const names = await personNames(db, tenantCode, [personId])
  return { name: names.get(personId) ?? '', tenantCode }
}
