import { defineCommand } from '#kernel/command.ts'
import { ok, refuse } from '#kernel/result.ts'
import { keepsRoster } from '#people/office.ts'
import { openHousehold, openMember, openPerson } from '#people/open-records.ts'
import { enterPersons } from '#people/person/entering.ts'
import { findMember, insertRows, isCodeTaken } from '#people/store.ts'
import { depart, join, placeHousehold } from './members.ts'
import { JoinHousehold, LeaveHousehold, OpenHousehold, PlaceHousehold } from './model.ts'

/** Opens a household with its head and, if they are known, the others. */
export const openHouseholdCommand = defineCommand({
  name: 'people.open_household',
  input: OpenHousehold,
  may: ({ actor, input }) => keepsRoster(actor, input.tenantCode),
  async run(ctx) {
    const { db, input, today, newId } = ctx
    const { tenantCode, code } = input
    const since = input.openedOn ?? today
    if (since > today) return refuse('people.date_in_future', { date: since })
    if (await isCodeTaken(db, tenantCode, code))
      return refuse('people.household_code_taken', { code })
    const householdId = newId()
    const head = { ...input.head, id: newId(), relation: 'head' as const }
    const persons = [head, ...input.members.map((member) => ({ ...member, id: newId() }))]
    const entered = await enterPersons(ctx, { tenantCode, since, persons })
    if (!entered.ok) return entered
    const row = {
      tenant_code: tenantCode,
      id: householdId,
      code,
      opened_on: since,
      closed_on: null,
    }
    await insertRows(db, 'people.household', [row])
    const placed = await placeHousehold(ctx, tenantCode, {
      householdId,
      since,
      ...divisions(input),
    })
    if (!placed.ok) return placed
    const joining = persons.map((person) => ({ personId: person.id, relation: person.relation }))
    await join(ctx, tenantCode, { householdId, joining, since })
    ctx.concern(`household:${householdId}`)
    return ok({ householdId, personIds: persons.map((person) => person.id) })
  },
})

function divisions(input: { groupId?: string | undefined; gridId?: string | undefined }) {
  return { groupId: input.groupId, gridId: input.gridId }
}

/** Puts a household into another villagers' group or grid from a day on. */
export const placeHouseholdCommand = defineCommand({
  name: 'people.place_household',
  input: PlaceHousehold,
  may: ({ actor, input }) => keepsRoster(actor, input.tenantCode),
  async run(ctx) {
    const { db, input, today } = ctx
    const { tenantCode, householdId } = input
    const since = input.since ?? today
    if (since > today) return refuse('people.date_in_future', { date: since })
    const household = await openHousehold(db, { tenantCode, today }, householdId)
    if (!household.ok) return household
    const placed = await placeHousehold(ctx, tenantCode, {
      householdId,
      since,
      ...divisions(input),
    })
    if (!placed.ok) return placed
    ctx.concern(`household:${householdId}`)
    return ok({ householdId })
  },
})

/** Somebody comes to live with a household, and leaves the one they lived in. */
export const joinHousehold = defineCommand({
  name: 'people.join_household',
  input: JoinHousehold,
  may: ({ actor, input }) => keepsRoster(actor, input.tenantCode),
  async run(ctx) {
    const { db, input, today } = ctx
    const { tenantCode, personId, householdId, relation } = input
    const since = input.since ?? today
    const here = { tenantCode, today }
    if (since > today) return refuse('people.date_in_future', { date: since })
    const person = await openPerson(db, here, personId)
    if (!person.ok) return person
    const household = await openHousehold(db, here, householdId)
    if (!household.ok) return household
    const earlier = await findMember(db, here, personId)
    if (earlier?.householdId === householdId) {
      return refuse('people.already_member', { name: person.value.name })
    }
    if (earlier) {
      const left = { householdId: earlier.householdId, leaving: [personId], on: since }
      const departed = await depart(ctx, { tenantCode, newHeadId: input.newHeadId, ...left })
      if (!departed.ok) return departed
    }
    await join(ctx, tenantCode, { householdId, joining: [{ personId, relation }], since })
    ctx.concern(`household:${householdId}`)
    ctx.concern(`person:${personId}`)
    return ok({ personId, householdId })
  },
})

/** Somebody no longer belongs to a household, and stays on the village's books. */
export const leaveHousehold = defineCommand({
  name: 'people.leave_household',
  input: LeaveHousehold,
  may: ({ actor, input }) => keepsRoster(actor, input.tenantCode),
  async run(ctx) {
    const { db, input, today } = ctx
    const { tenantCode, personId, newHeadId } = input
    const member = await openMember(db, { tenantCode, today }, personId)
    if (!member.ok) return member
    const { householdId } = member.value
    const on = input.until ?? today
    const departed = await depart(ctx, {
      tenantCode,
      householdId,
      leaving: [personId],
      newHeadId,
      on,
    })
    if (!departed.ok) return departed
    return ok({ personId, householdId })
  },
})
