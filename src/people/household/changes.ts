import { type CommandContext, defineCommand } from '#kernel/command.ts'
import { ok, refuse } from '#kernel/result.ts'
import type { HouseholdEventTable } from '#people/model.ts'
import { keepsRoster } from '#people/office.ts'
import { openHousehold } from '#people/open-records.ts'
import { relationsUnder } from '#people/rules.ts'
import { divisionsOfHousehold, insertRows, isCodeTaken, membersOf } from '#people/store.ts'
import { depart, join, placeHousehold } from './members.ts'
import { MergeHouseholds, SplitHousehold } from './model.ts'

type EventFacts = Pick<
  HouseholdEventTable,
  'kind' | 'from_household_id' | 'to_household_id' | 'happened_on' | 'reason'
> & { readonly from_tenant_code: string; readonly to_tenant_code: string; readonly in: string }

/** Writes down what became of a household: who recorded it, when, and why. */
export async function recordEvent(
  ctx: Pick<CommandContext<unknown>, 'db' | 'now' | 'newId' | 'capacity'>,
  { in: tenantCode, ...facts }: EventFacts,
): Promise<void> {
  const row: HouseholdEventTable = {
    tenant_code: tenantCode,
    id: ctx.newId(),
    kind: facts.kind,
    from_tenant_code: facts.from_tenant_code,
    from_household_id: facts.from_household_id,
    to_tenant_code: facts.to_tenant_code,
    to_household_id: facts.to_household_id,
    happened_on: facts.happened_on,
    recorded_at: ctx.now,
    recorded_by: ctx.capacity.personId,
    reason: facts.reason,
  }
  await insertRows(ctx.db, 'people.household_event', [row])
}

/** Part of a household becomes a household of its own, in the same group and grid. */
export const splitHousehold = defineCommand({
  name: 'people.split_household',
  input: SplitHousehold,
  may: ({ actor, input }) => keepsRoster(actor, input.tenantCode),
  async run(ctx) {
    const { db, input, today } = ctx
    const { tenantCode, householdId, happenedOn, personIds, newCode: code } = input
    const here = { tenantCode, today }
    const household = await openHousehold(db, here, householdId)
    if (!household.ok) return household
    if (!personIds.includes(input.headId)) return refuse('people.household_without_head')
    if (await isCodeTaken(db, tenantCode, code))
      return refuse('people.household_code_taken', { code })
    if (new Set(personIds).size >= (await membersOf(db, here, householdId)).length) {
      return refuse('people.nobody_left')
    }
    const lies = await divisionsOfHousehold(db, here, householdId)
    const leaving = { householdId, leaving: personIds, newHeadId: input.newHeadId, on: happenedOn }
    const departed = await depart(ctx, { tenantCode, ...leaving })
    if (!departed.ok) return departed
    const newId = ctx.newId()
    const row = { tenant_code: tenantCode, id: newId, code, opened_on: happenedOn, closed_on: null }
    await insertRows(db, 'people.household', [row])
    await placeHousehold(ctx, tenantCode, { householdId: newId, since: happenedOn, ...asIds(lies) })
    const under = relationsUnder(departed.value, input.headId)
    const joining = [...new Set(personIds)].map((personId) => ({
      ...{ personId, relation: under.get(personId) ?? ('other' as const) },
    }))
    await join(ctx, tenantCode, { householdId: newId, joining, since: happenedOn })
    await recordWithin(ctx, { kind: 'split', from: householdId, to: newId })
    return ok({ householdId: newId })
  },
})

function asIds(lies: Awaited<ReturnType<typeof divisionsOfHousehold>>) {
  return {
    groupId: lies.find((division) => division.kind === 'villagers_group')?.divisionId,
    gridId: lies.find((division) => division.kind === 'grid')?.divisionId,
  }
}

/** Two households become one: everybody joins the one that stays, the other closes. */
export const mergeHouseholds = defineCommand({
  name: 'people.merge_households',
  input: MergeHouseholds,
  may: ({ actor, input }) => keepsRoster(actor, input.tenantCode),
  async run(ctx) {
    const { db, input, today } = ctx
    const { tenantCode, fromHouseholdId, intoHouseholdId, happenedOn } = input
    const here = { tenantCode, today }
    if (fromHouseholdId === intoHouseholdId) return refuse('people.same_household')
    for (const householdId of [fromHouseholdId, intoHouseholdId]) {
      const household = await openHousehold(db, here, householdId)
      if (!household.ok) return household
    }
    const members = await membersOf(db, here, fromHouseholdId)
    const leaving = { leaving: members.map((member) => member.id), on: happenedOn }
    const departed = await depart(ctx, { tenantCode, householdId: fromHouseholdId, ...leaving })
    if (!departed.ok) return departed
    const joining = members.map((member) => ({ personId: member.id, relation: 'other' as const }))
    const to = { householdId: intoHouseholdId, joining, since: happenedOn }
    await join(ctx, tenantCode, to)
    await recordWithin(ctx, { kind: 'merged', from: fromHouseholdId, to: intoHouseholdId })
    return ok({ householdId: intoHouseholdId })
  },
})

type Within = CommandContext<{ tenantCode: string; happenedOn: string; reason: string }>

async function recordWithin(
  ctx: Within,
  change: { kind: 'split' | 'merged'; from: string; to: string },
): Promise<void> {
  const { tenantCode, happenedOn, reason } = ctx.input
  await recordEvent(ctx, {
    ...{ in: tenantCode, kind: change.kind, happened_on: happenedOn, reason },
    ...{ from_tenant_code: tenantCode, from_household_id: change.from },
    ...{ to_tenant_code: tenantCode, to_household_id: change.to },
  })
  ctx.concern(`household:${change.to}`)
}
