import { defineCommand } from '#kernel/command.ts'
import { residenceOf, resides } from '#kernel/permission.ts'
import { ok, refuse } from '#kernel/result.ts'
import { participatingAmong } from '#people/queries.ts'
import { OwnPlate } from './model.ts'
import { findHanging, insertPlate, takeDown } from './store.ts'

/** Hangs a plate with the household's stars at its own door, because somebody of it wants that. */
export const hangPlate = defineCommand({
  name: 'stars.hang_plate',
  input: OwnPlate,
  may: ({ actor, input }) => resides(actor, input.tenantCode),
  async run({ db, input, actor, today, now, newId, concern }) {
    const { tenantCode } = input
    const { householdId, personId } = residenceOf(actor, tenantCode)!
    if (!householdId) return refuse('stars.takes_no_part')
    const which = { tenantCode, today, householdIds: [householdId] }
    if ((await participatingAmong(db, which)).length === 0) return refuse('stars.takes_no_part')
    const hanging = await findHanging(db, { tenantCode, householdId })
    if (hanging) return refuse('stars.plate_hangs')
    const id = newId()
    const code = newId().replaceAll('-', '').slice(12)
    await insertPlate(db, {
      ...{ tenant_code: tenantCode, id, household_id: householdId, code },
      ...{ hung_at: now, hung_by: personId, taken_down_at: null, taken_down_by: null },
    })
    concern(`plate:${id}`)
    concern(`household:${householdId}`)
    return ok({ code })
  },
})

/** Takes the plate down: from now on its code leads nowhere. */
export const takeDownPlate = defineCommand({
  name: 'stars.take_down_plate',
  input: OwnPlate,
  may: ({ actor, input }) => resides(actor, input.tenantCode),
  async run({ db, input, actor, now, concern }) {
    const { tenantCode } = input
    const { householdId, personId } = residenceOf(actor, tenantCode)!
    if (!householdId) return refuse('stars.no_plate')
    const id = await takeDown(db, { tenantCode, householdId }, { at: now, personId })
    if (!id) return refuse('stars.no_plate')
    concern(`plate:${id}`)
    concern(`household:${householdId}`)
    return ok({})
  },
})
