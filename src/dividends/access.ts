import type { Actor, Capacity } from '#kernel/actor.ts'
import { holds, oversees } from '#kernel/permission.ts'
import { overseers, readers } from './model.ts'

/** Who reads a dividend line by line before and after it is announced. */
export function readsDividends(actor: Actor, tenantCode: string): Capacity | null {
  return holds(actor, tenantCode, readers) ?? oversees(actor, tenantCode, overseers)
}
