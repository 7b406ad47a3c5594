import type { Actor, Capacity } from '#kernel/actor.ts'
import { holds, oversees, system } from '#kernel/permission.ts'

/** Who keeps the roster of a village. */
export const rosterPosts = [
  'scorekeeper',
  'village_administrator',
  'secretary',
  'director',
] as const

/** Who works in the courtyards of one grid. */
export const gridPosts = ['grid_worker', 'grid_leader'] as const

/** Who needs to know the households of a village for their work. */
export const readerPosts = [
  ...rosterPosts,
  ...['deputy_secretary', 'deputy_director', 'committee_member'],
  ...['supervision_chair', 'supervision_member'],
  ...gridPosts,
  'group_leader',
] as const

/** Who of the place above keeps the rosters of several villages in step. */
export const aboveVillagePosts = ['township_administrator', 'county_administrator'] as const

/** Every post a village knows: their holders may help their neighbours. */
export const villagePosts = [
  ...readerPosts,
  ...['review_leader', 'reviewer', 'leading_head', 'leading_member', 'chair', 'board_member'],
  ...['council_chair', 'council_member', 'representative'],
] as const

export function keepsRoster(actor: Actor, tenantCode: string): Capacity | null {
  return holds(actor, tenantCode, rosterPosts)
}

/** The roster's keepers, and grid workers for the households of their own grid (checked in `run`). */
export function keepsRosterOrGrid(actor: Actor, tenantCode: string): Capacity | null {
  return keepsRoster(actor, tenantCode) ?? holds(actor, tenantCode, gridPosts)
}

/** Forgetting cannot be undone, so of the roster's keepers only these may. */
export const forgettingPosts = ['director', 'village_administrator'] as const

export function forgetsPersons(actor: Actor, tenantCode: string): Capacity | null {
  return holds(actor, tenantCode, forgettingPosts)
}

export function readsHouseholds(actor: Actor, tenantCode: string): Capacity | null {
  return holds(actor, tenantCode, readerPosts) ?? oversees(actor, tenantCode, aboveVillagePosts)
}

/** The administrators of a place and of those above it, and the program itself at its start. */
export function entersOfficials(actor: Actor, tenantCode: string): Capacity | null {
  const own = ['village_administrator', ...aboveVillagePosts]
  const above = oversees(actor, tenantCode, aboveVillagePosts)
  return holds(actor, tenantCode, own) ?? above ?? system(actor)
}

/** Both villages of a move: a keeper of both rosters, or somebody whose office covers both. */
export function keepsBothRosters(actor: Actor, codes: readonly [string, string]): Capacity | null {
  const [first, second] = codes.map(
    (code) => keepsRoster(actor, code) ?? oversees(actor, code, aboveVillagePosts),
  )
  return second ? (first ?? null) : null
}

/**
 * The divisions an office is bound to, when it is bound: a grid worker's grid, a group leader's
 * group. Null when the office covers the village.
 */
export function boundDivisions(actor: Actor, tenantCode: string): readonly string[] | null {
  const bound = ['grid_worker', 'group_leader']
  const here = actor.posts.filter((post) => post.tenantCode === tenantCode)
  const covers = here.some(
    (post) => (readerPosts as readonly string[]).includes(post.post) && !bound.includes(post.post),
  )
  if (covers || here.length === 0) return null
  return here.flatMap((post) => (post.divisionId ? [post.divisionId] : []))
}
