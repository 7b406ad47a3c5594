import type { Actor, Capacity } from '#kernel/actor.ts'
import { holds } from '#kernel/permission.ts'

/** Who goes from door to door with what people cannot read in the program. */
export const handers = [
  'scorekeeper',
  'village_administrator',
  'grid_worker',
  'grid_leader',
] as const
/** Who answers for people being told, and sees to whom and how – never what. */
export const watchers = [
  ...handers,
  ...(['secretary', 'director', 'supervision_chair', 'supervision_member'] as const),
] as const

export function hands(actor: Actor, tenantCode: string): Capacity | null {
  return actor.behalf ? null : holds(actor, tenantCode, handers)
}

export function watches(actor: Actor, tenantCode: string): Capacity | null {
  return actor.behalf ? null : holds(actor, tenantCode, watchers)
}
