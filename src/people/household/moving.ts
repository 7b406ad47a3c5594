import { type CommandContext, defineCommand } from '#kernel/command.ts'
import { prefixOf } from '#kernel/place-code.ts'
import { ok, refuse } from '#kernel/result.ts'
import { copyKinship } from '#people/kinship/store.ts'
import type { Member, PersonTable } from '#people/model.ts'
import { keepsBothRosters } from '#people/office.ts'
import { openHousehold } from '#people/open-records.ts'
import { bringNumbers } from '#people/person/entering.ts'
import { closePersons } from '#people/person/store.ts'
import { insertRows, isCodeTaken, membersOf, searchKey } from '#people/store.ts'
import { recordEvent } from './changes.ts'
import { depart, join, placeHousehold } from './members.ts'
import { MoveHousehold } from './model.ts'

type MoveContext = CommandContext<(typeof MoveHousehold)['_zod']['output']>

/**
 * A household moves to another village: its rows here close, linked ones open there. What people
 * agreed to here does not travel; the new village asks anew. How they sign in does.
 */
export const moveHousehold = defineCommand({
  name: 'people.move_household',
  input: MoveHousehold,
  tenants: (input) => [input.tenantCode, input.toTenantCode],
  may: ({ actor, input }) => keepsBothRosters(actor, [input.tenantCode, input.toTenantCode]),
  async run(ctx) {
    const { db, input, today } = ctx
    const { tenantCode, toTenantCode, householdId, toCode: code, happenedOn: on } = input
    if (tenantCode === toTenantCode) return refuse('people.same_place')
    if (prefixOf(toTenantCode).length < 12) return refuse('people.not_a_village')
    const here = { tenantCode, today }
    const household = await openHousehold(db, here, householdId)
    if (!household.ok) return household
    if (await isCodeTaken(db, toTenantCode, code))
      return refuse('people.household_code_taken', { code })
    const members = await membersOf(db, here, householdId)
    const leaving = members.map((member) => member.id)
    const departed = await depart(ctx, { tenantCode, householdId, leaving, on })
    if (!departed.ok) return departed
    const opened = await openThere(ctx, members)
    if (!opened.ok) return opened
    const closing = { personIds: leaving, on, reason: 'moved_away' as const }
    await closePersons(db, tenantCode, closing)
    await ctx.continued(
      opened.value.persons.map(({ from, to }) => ({
        from: { tenantCode, personId: from },
        to: { tenantCode: toTenantCode, personId: to },
      })),
    )
    await recordMove(ctx, opened.value.householdId)
    return opened
  },
})

async function openThere(ctx: MoveContext, members: readonly Member[]) {
  const { db, input, newId } = ctx
  const { toTenantCode, tenantCode, toCode: code, happenedOn: since } = input
  const householdId = newId()
  const moves = members.map((member) => ({ member, personId: newId() }))
  const row = {
    tenant_code: toTenantCode,
    id: householdId,
    code,
    opened_on: since,
    closed_on: null,
  }
  await insertRows(db, 'people.household', [row])
  const divisions = { groupId: input.groupId, gridId: input.gridId }
  const placed = await placeHousehold(ctx, toTenantCode, { householdId, since, ...divisions })
  if (!placed.ok) return placed
  const rows = moves.map(({ member, personId }) => personThere(input, member, personId))
  await insertRows(db, 'people.person', rows)
  const pairs = moves.map(({ member, personId }) => ({ from: member.id, to: personId }))
  const between = { from: tenantCode, to: toTenantCode, pairs }
  const brought = await bringNumbers(ctx, between)
  if (!brought.ok) return brought
  await copyKinship(db, { ...between, since, newId })
  const joining = moves.map(({ member, personId }) => ({ personId, relation: member.relation }))
  await join(ctx, toTenantCode, { householdId, joining, since })
  for (const { personId } of moves) ctx.concern(`person:${personId}`)
  return ok({ householdId, persons: pairs })
}

function personThere(
  input: { tenantCode: string; toTenantCode: string; happenedOn: string },
  member: Member,
  personId: string,
): PersonTable {
  return {
    tenant_code: input.toTenantCode,
    id: personId,
    name: member.name,
    pinyin: searchKey(member.name),
    sex: member.sex,
    birth_date: member.birthDate,
    opened_on: input.happenedOn,
    closed_on: null,
    closed_reason: null,
    linked_tenant_code: input.tenantCode,
    linked_person_id: member.id,
    forgotten_at: null,
  }
}

async function recordMove(ctx: MoveContext, toHouseholdId: string): Promise<void> {
  const { tenantCode, toTenantCode, householdId, happenedOn, reason } = ctx.input
  const move = {
    ...{ happened_on: happenedOn, reason },
    ...{ from_tenant_code: tenantCode, from_household_id: householdId },
    ...{ to_tenant_code: toTenantCode, to_household_id: toHouseholdId },
  }
  await recordEvent(ctx, { ...move, in: tenantCode, kind: 'moved_out' })
  await recordEvent(ctx, { ...move, in: toTenantCode, kind: 'moved_in' })
  ctx.concern(`household:${toHouseholdId}`)
}
