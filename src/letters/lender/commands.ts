import type { Actor, Capacity } from '#kernel/actor.ts'
import { defineCommand } from '#kernel/command.ts'
import { holds } from '#kernel/permission.ts'
import { ok, refuse } from '#kernel/result.ts'
import { KeepLender, lenderKeepers, OneLender } from '#letters/model.ts'
import { findLender, insertLender, listLenders } from './store.ts'

/** The administrator of a place keeps the lenders of that place. */
export function keepsLenders(actor: Actor, tenantCode: string): Capacity | null {
  return actor.behalf ? null : holds(actor, tenantCode, lenderKeepers)
}

/**
 * Enters a lender with its offers, or a new version of both; what it said before stays on record.
 * Refuses `letters.unknown_lender` and `letters.lender_known` (another one has that name).
 */
export const keepLender = defineCommand({
  name: 'letters.keep_lender',
  input: KeepLender,
  may: ({ actor, input }) => keepsLenders(actor, input.tenantCode),
  async run(ctx) {
    const { db, input, now, capacity } = ctx
    const { tenantCode, lenderId, ...words } = input
    const kept = (await listLenders(db)).filter((lender) => lender.tenantCode === tenantCode)
    const before = kept.find((lender) => lender.lenderId === lenderId)
    if (lenderId && !before) return refuse('letters.unknown_lender')
    const namesake = kept.find(
      ({ name, act, lenderId: other }) =>
        name === words.name && act === 'offered' && other !== lenderId,
    )
    if (namesake) return refuse('letters.lender_known', { name: words.name })
    const lender = {
      ...{ tenantCode, lenderId: lenderId ?? ctx.newId(), version: (before?.version ?? 0) + 1 },
      ...{ act: 'offered' as const, ...words, keptAt: now, keptBy: capacity.personId },
    }
    await insertLender(db, lender)
    ctx.concern(`lender:${lender.lenderId}`)
    return ok({ lenderId: lender.lenderId, version: lender.version })
  },
})

/**
 * No new letter goes to this lender; letters it holds run out by themselves. Refuses
 * `letters.unknown_lender` and `letters.lender_ended`.
 */
export const endLender = defineCommand({
  name: 'letters.end_lender',
  input: OneLender,
  may: ({ actor, input }) => keepsLenders(actor, input.tenantCode),
  async run(ctx) {
    const { db, input, now, capacity } = ctx
    const lender = await findLender(db, input.lenderId)
    if (lender?.tenantCode !== input.tenantCode) return refuse('letters.unknown_lender')
    if (lender.act === 'ended') return refuse('letters.lender_ended', { name: lender.name })
    const ended = { version: lender.version + 1, act: 'ended' as const, keptAt: now }
    await insertLender(db, { ...lender, ...ended, keptBy: capacity.personId })
    ctx.concern(`lender:${lender.lenderId}`)
    return ok({ lenderId: lender.lenderId })
  },
})
