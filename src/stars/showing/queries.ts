import { anyone, residenceOf, resides } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import { participatingAmong } from '#people/queries.ts'
import { cycleOf, listCycles } from '#points/queries.ts'
import { OfPlate, OfVillage, OwnPlate } from './model.ts'
import { findHanging, findLevels, findShown } from './store.ts'

/** Whether a plate hangs at one's own door, and what it shows. */
export const myPlate = defineQuery({
  name: 'stars.my_plate',
  input: OwnPlate,
  access: 'scoped',
  may: ({ actor, input }) => resides(actor, input.tenantCode),
  async run({ db, input, actor, today }) {
    const { tenantCode } = input
    const { householdId } = residenceOf(actor, tenantCode)!
    if (!householdId) return ok({ takesPart: false, code: null, plate: null })
    const which = { tenantCode, today, householdIds: [householdId] }
    const takesPart = (await participatingAmong(db, which)).length > 0
    const hanging = await findHanging(db, { tenantCode, householdId })
    const shown = hanging && (await findShown(db, { tenantCode, code: hanging.code, today }))
    return ok({ takesPart, code: shown ? hanging.code : null, plate: shown ?? null })
  },
})

/** What the code on a plate leads to, for whoever stands before the door. */
export const plate = defineQuery({
  name: 'stars.plate',
  input: OfPlate,
  access: 'public',
  may: ({ actor, input }) => anyone(actor, input.tenantCode),
  async run({ db, input, today }) {
    const shown = await findShown(db, { ...input, today })
    return shown ? ok(shown) : refuse('stars.no_plate')
  },
})

/**
 * The households of each number of stars in the last cycle that is final: by name, in the order of
 * the alphabet, where the head agreed; the others, and all without a star, counted. Nobody stands before anybody else.
 */
export const levels = defineQuery({
  name: 'stars.levels',
  input: OfVillage,
  access: 'public',
  may: ({ actor, input }) => anyone(actor, input.tenantCode),
  async run({ db, input, today }) {
    const { tenantCode } = input
    const cycles = (await listCycles(db, tenantCode)).map(cycleOf)
    const cycle = cycles.find(({ state }) => state === 'final') ?? null
    if (!cycle) return ok({ cycle, levels: [] })
    const found = await findLevels(db, { tenantCode, cycleId: cycle.id, today })
    return ok({ cycle, levels: found })
  },
})
