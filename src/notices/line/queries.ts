import { z } from 'zod'
import { system } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { namesToForget } from '#notices/rules.ts'
import { participatingAmong } from '#people/queries.ts'
import { findAllNames, type PublishedName } from './store.ts'

/** Of these names of one place, those that stand without a consent today. */
export async function linesToForget(
  db: Db,
  { tenantCode, today }: { tenantCode: string; today: string },
  named: readonly PublishedName[],
): Promise<PublishedName[]> {
  if (named.length === 0) return []
  const householdIds = [...new Set(named.map((name) => name.householdId))]
  const taking = await participatingAmong(db, { tenantCode, today, householdIds })
  const consented = new Map(taking.map((one) => [one.householdId, one.consentedName]))
  return namesToForget(named, consented)
}

/** Households whose name stands in a notice although nobody agrees to that any more. */
export const staleNames = defineQuery({
  name: 'notices.stale_names',
  input: z.object({}),
  access: 'scoped',
  may: ({ actor }) => system(actor),
  async run({ db, today }) {
    const stale: { tenantCode: string; householdId: string }[] = []
    for (const [tenantCode, named] of Map.groupBy(await findAllNames(db), (n) => n.tenantCode)) {
      const lines = await linesToForget(db, { tenantCode, today }, named)
      const householdIds = new Set(lines.map((line) => line.householdId))
      stale.push(...[...householdIds].map((householdId) => ({ tenantCode, householdId })))
    }
    return ok(stale)
  },
})
