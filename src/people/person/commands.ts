import { changedByAnother } from '#auth/ending/commands.ts'
import type { Actor, Capacity } from '#kernel/actor.ts'
import { type CommandContext, defineCommand } from '#kernel/command.ts'
import { personIdsOf, residenceOf, resides } from '#kernel/permission.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { join } from '#people/household/members.ts'
import { boundDivisions, entersOfficials, keepsRoster, keepsRosterOrGrid } from '#people/office.ts'
import { openHousehold, openPerson } from '#people/open-records.ts'
import { divisionsOfHousehold, findMember } from '#people/store.ts'
import { enterPersons } from './entering.ts'
import { AddOfficial, AddPerson, ChangePhone } from './model.ts'
import { identitiesOf, identityRow, removePhone, setNumbers } from './store.ts'

/** A grid worker writes only in the households of their own grid. */
async function isInReach(
  ctx: Pick<CommandContext<{ tenantCode: string }>, 'db' | 'actor' | 'input' | 'today'>,
  householdId: string | null,
): Promise<boolean> {
  const { tenantCode } = ctx.input
  const bound = boundDivisions(ctx.actor, tenantCode)
  if (!bound) return true
  if (!householdId) return false
  const lies = await divisionsOfHousehold(ctx.db, { tenantCode, today: ctx.today }, householdId)
  return lies.some((division) => division.kind === 'grid' && bound.includes(division.divisionId))
}

/** Enters somebody who came to live with a household: born, married, moved in. */
export const addPerson = defineCommand({
  name: 'people.add_person',
  input: AddPerson,
  may: ({ actor, input }) => keepsRosterOrGrid(actor, input.tenantCode),
  async run(ctx) {
    const { input, today } = ctx
    const { tenantCode, householdId, relation } = input
    const since = input.since ?? today
    if (since > today) return refuse('people.date_in_future', { date: since })
    const household = await openHousehold(ctx.db, { tenantCode, today }, householdId)
    if (!household.ok) return household
    if (!(await isInReach(ctx, householdId))) return refuse('people.not_your_grid')
    const person = { ...input.person, id: ctx.newId() }
    const entered = await enterPersons(ctx, { tenantCode, since, persons: [person] })
    if (!entered.ok) return entered
    await join(ctx, tenantCode, {
      householdId,
      joining: [{ personId: person.id, relation }],
      since,
    })
    ctx.concern(`household:${householdId}`)
    return ok({ personId: person.id })
  },
})

/** Enters somebody who holds an office here without living here: of a township or a county. */
export const addOfficial = defineCommand({
  name: 'people.add_official',
  input: AddOfficial,
  may: ({ actor, input }) => entersOfficials(actor, input.tenantCode),
  async run(ctx) {
    const { input, today: since } = ctx
    const person = { ...input.person, id: ctx.newId() }
    const { tenantCode } = input
    const entered = await enterPersons(ctx, { tenantCode, since, persons: [person] })
    return entered.ok ? ok({ personId: person.id }) : entered
  },
})

type PhoneInput = typeof ChangePhone._zod.output

/** Oneself, or whoever keeps the roster or works in the grid. */
function mayChangePhone({ actor, input }: { actor: Actor; input: PhoneInput }): Capacity | null {
  const own = residenceOf(actor, input.tenantCode)
  const self = own && (!input.personId || input.personId === own.personId)
  if (self) return resides(actor, input.tenantCode)
  return input.personId && !actor.behalf ? keepsRosterOrGrid(actor, input.tenantCode) : null
}

type PhoneFault = 'people.unknown_person' | 'people.person_closed' | 'people.not_your_grid'

async function whosePhone(ctx: CommandContext<PhoneInput>): Promise<Result<string, PhoneFault>> {
  const { input, actor, today } = ctx
  const { tenantCode } = input
  const own = residenceOf(actor, tenantCode)
  const personId = input.personId ?? own?.personId ?? ''
  const person = await openPerson(ctx.db, { tenantCode, today }, personId)
  if (!person.ok) return person
  if (own?.personId === personId || keepsRoster(actor, tenantCode)) return ok(personId)
  const member = await findMember(ctx.db, { tenantCode, today }, personId)
  const reached = await isInReach(ctx, member?.householdId ?? null)
  return reached ? ok(personId) : refuse('people.not_your_grid')
}

/**
 * Sets or removes a telephone number. A number entered by somebody else opens the person's page, so
 * the person is told, and what the old one had opened ends.
 */
export const changePhone = defineCommand({
  name: 'people.change_phone',
  input: ChangePhone,
  may: mayChangePhone,
  async run(ctx) {
    const { db, input, secrets } = ctx
    const { tenantCode, phone } = input
    const whose = await whosePhone(ctx)
    if (!whose.ok) return whose
    const personId = whose.value
    const known = (await identitiesOf(db, tenantCode, [personId])).get(personId)?.phoneSealed
    if (phone) await setNumbers(db, [identityRow(secrets, { tenantCode, personId, phone })])
    else await removePhone(db, tenantCode, personId)
    const changed = phone ? !known || secrets.open(known) !== phone : Boolean(known)
    if (changed && !isBySelf(ctx.actor, tenantCode, personId)) {
      const kind = phone ? 'phone_entered' : 'phone_removed'
      await changedByAnother(ctx, { kind, personIds: [personId] })
    }
    ctx.concern(`person:${personId}`)
    return ok({ personId })
  },
})

function isBySelf(actor: Actor, tenantCode: string, personId: string): boolean {
  return !actor.behalf && personIdsOf(actor, tenantCode).includes(personId)
}
