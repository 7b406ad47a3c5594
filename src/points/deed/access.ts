import type { Actor, Capacity } from '#kernel/actor.ts'
import { oversees } from '#kernel/permission.ts'
import { decides } from '#points/deciding/decider.ts'
import { negativeReaders, overseers, readers } from '#points/model.ts'

/** Who reads the deeds of households by their post: never while acting for somebody else. */
export function readsDeeds(actor: Actor, tenantCode: string): Capacity | null {
  if (actor.behalf) return null
  return decides(actor, tenantCode, readers) ?? oversees(actor, tenantCode, overseers)
}

/** Deductions are for the household and for those who decide or supervise them, nobody else. */
export function readsNegatives(actor: Actor, tenantCode: string): boolean {
  return decides(actor, tenantCode, negativeReaders) !== null
}
