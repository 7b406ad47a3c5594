import type { Actor, Capacity, Post, Residence } from './actor.ts'

/** Somebody who holds one of these posts at exactly this place today may act. */
export function holds(actor: Actor, tenantCode: string, posts: readonly string[]): Capacity | null {
  const post = actor.posts.find((p) => p.tenantCode === tenantCode && posts.includes(p.post))
  return post ? capacityOf(post) : null
}

/** Somebody who holds one of these posts at a place above, whose reach covers this one, may act. */
export function oversees(
  actor: Actor,
  tenantCode: string,
  posts: readonly string[],
): Capacity | null {
  const post = actor.posts.find(
    (p) =>
      posts.includes(p.post) &&
      p.tenantCode !== tenantCode &&
      p.reach.some((prefix) => tenantCode.startsWith(prefix)),
  )
  return post ? capacityOf(post) : null
}

/**
 * A resident may act in their own village, or the one they help may through them. Whoever helps as
 * an office holder of the village is named with that post, not as if they were only a villager.
 */
export function resides(actor: Actor, tenantCode: string): Capacity | null {
  const residence = residenceOf(actor, tenantCode)
  if (!residence) return null
  const held = actor.posts.find((post) => post.tenantCode === tenantCode)
  if (actor.behalf && held) return capacityOf(held)
  const own = actor.residences.find((r) => r.tenantCode === tenantCode)
  return {
    tenantCode,
    personId: own?.personId ?? actor.posts[0]?.personId ?? residence.personId,
    organisationId: null,
    post: 'villager',
  }
}

/** The clocks and jobs of the program itself may act. */
export function system(actor: Actor): Capacity | null {
  if (actor.kind !== 'system') return null
  return { tenantCode: '', personId: null, organisationId: null, post: 'system' }
}

/** Everybody may, signed in or not. */
export function anyone(actor: Actor, tenantCode: string): Capacity {
  return (
    resides(actor, tenantCode) ??
    system(actor) ?? { tenantCode, personId: null, organisationId: null, post: 'guest' }
  )
}

/** Everybody who is signed in may. */
export function signedIn(actor: Actor, tenantCode: string): Capacity | null {
  if (actor.kind === 'guest') return null
  const post = actor.posts[0]
  return resides(actor, tenantCode) ?? system(actor) ?? (post ? capacityOf(post) : null)
}

/** The person in whose name something is done here: the one helped, or oneself. */
export function residenceOf(actor: Actor, tenantCode: string): Residence | null {
  if (actor.behalf?.tenantCode === tenantCode) return actor.behalf
  if (actor.behalf) return null
  return actor.residences.find((r) => r.tenantCode === tenantCode) ?? null
}

/** All ids under which this account is a person at this place: as resident and as office holder. */
export function personIdsOf(actor: Actor, tenantCode: string): readonly string[] {
  const here = [...actor.residences, ...actor.posts].filter((r) => r.tenantCode === tenantCode)
  return [...new Set(here.map((r) => r.personId))]
}

function capacityOf(post: Post): Capacity {
  return {
    tenantCode: post.tenantCode,
    personId: post.personId,
    organisationId: post.organisationId,
    post: post.post,
  }
}
