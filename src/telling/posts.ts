import type { Actor, Capacity } from '#kernel/actor.ts'
import { holds } from '#kernel/permission.ts'
import { handers } from './model.ts'

/** Who answers for people being told, and sees to whom and how – never what. */
const watchers = [
  ...handers,
  ...['secretary', 'director', 'supervision_chair', 'supervision_member'],
]

export function hands(actor: Actor, tenantCode: string): Capacity | null {
  return actor.behalf ? null : holds(actor, tenantCode, handers)
}

export function watches(actor: Actor, tenantCode: string): Capacity | null {
  return actor.behalf ? null : holds(actor, tenantCode, watchers)
}
