import type { Actor, Capacity } from '#kernel/actor.ts'
import { holds, oversees } from '#kernel/permission.ts'
import { overseers, readers } from './model.ts'

/** Who reads the shop's books: those who run and supervise it, and officials above. */
export function readsShop(actor: Actor, tenantCode: string): Capacity | null {
  return holds(actor, tenantCode, readers) ?? oversees(actor, tenantCode, overseers)
}

/** Whether somebody holds one of these posts at a place, for the buttons a page offers. */
export function holdsOne(actor: Actor, tenantCode: string, posts: readonly string[]): boolean {
  return holds(actor, tenantCode, posts) !== null
}
