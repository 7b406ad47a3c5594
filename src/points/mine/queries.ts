import { z } from 'zod'
import { part } from '#kernel/listing.ts'
import { residenceOf, resides } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import { adultsOfHouseholds, householdCodes } from '#people/queries.ts'
import { readsDeeds, readsNegatives } from '#points/deed/access.ts'
import { contentsByCycle, lineOfDeed } from '#points/deed/lines.ts'
import type { DeedLine } from '#points/deed/model.ts'
import { selvesOf } from '#points/deed/step.ts'
import { TenantCode } from '#points/model.ts'
import { listDeclaredBy, listOfHousehold } from './store.ts'

export interface DeedPage<L> {
  readonly lines: readonly L[]
  readonly total: number
  readonly lookedAt: readonly string[]
}

/** A household's deeds, newest first: the household sees all of its own, officers by their post. */
export const household = defineQuery({
  name: 'points.household',
  input: z.object({
    tenantCode: TenantCode,
    householdId: z.uuid().optional(),
    cycleId: z.uuid().optional(),
    ...part(50),
  }),
  access: 'scoped',
  may: ({ actor, input }) => {
    const own = residenceOf(actor, input.tenantCode)?.householdId
    const ownAsked = own && (!input.householdId || input.householdId === own)
    return ownAsked ? resides(actor, input.tenantCode) : readsDeeds(actor, input.tenantCode)
  },
  looked: ({ tenantCode }, value: DeedPage<DeedLine>) => ({
    ...{ tenantCode, personIds: value.lookedAt, purpose: 'deeds' },
  }),
  async run({ db, input, actor, today }) {
    const { tenantCode, cycleId, offset, limit } = input
    const ownId = residenceOf(actor, tenantCode)?.householdId
    const householdId = input.householdId ?? ownId
    if (!householdId) return refuse('points.unknown_household')
    const own = householdId === ownId
    const negatives = own || readsNegatives(actor, tenantCode)
    const key = { tenantCode, householdId, cycleId, negatives }
    const { rows, total } = await listOfHousehold(db, key, { offset, limit })
    const contents = await contentsByCycle(
      db,
      tenantCode,
      rows.map((row) => row.cycle_id),
    )
    const lines = rows.map((row) => lineOfDeed(row, contents.get(row.cycle_id)))
    const ids = { tenantCode, householdIds: [householdId], today }
    const adults = own ? [] : ((await adultsOfHouseholds(db, ids)).get(householdId) ?? [])
    return ok<DeedPage<DeedLine>>({ lines, total, lookedAt: adults })
  },
})

/** What I declared for other households: in praise, or by my post. */
export const declaredByMe = defineQuery({
  name: 'points.declared_by_me',
  input: z.object({ tenantCode: TenantCode, ...part(50) }),
  access: 'scoped',
  may: ({ actor, input }) =>
    resides(actor, input.tenantCode) ?? readsDeeds(actor, input.tenantCode),
  async run({ db, input, actor, capacity }) {
    const { tenantCode, offset, limit } = input
    const own = residenceOf(actor, tenantCode)
    const personIds = actor.behalf ? [actor.behalf.personId] : selvesOf({ actor, capacity, input })
    const key = { tenantCode, personIds, notOf: own?.householdId ?? null }
    const { rows, total } = await listDeclaredBy(db, key, { offset, limit })
    const contents = await contentsByCycle(
      db,
      tenantCode,
      rows.map((row) => row.cycle_id),
    )
    const codes = await householdCodes(
      db,
      tenantCode,
      rows.map((row) => row.household_id),
    )
    const lines = rows.map((row) => ({
      ...lineOfDeed(row, contents.get(row.cycle_id)),
      householdCode: codes.get(row.household_id) ?? '',
    }))
    return ok<DeedPage<DeedLine & { householdCode: string }>>({ lines, total, lookedAt: [] })
  },
})
