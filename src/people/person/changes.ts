import { type CommandContext, defineCommand } from '#kernel/command.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { changeRelations, depart } from '#people/household/members.ts'
import type { PersonTable } from '#people/model.ts'
import { keepsRoster } from '#people/office.ts'
import { openPerson } from '#people/open-records.ts'
import { findMember } from '#people/store.ts'
import { ChangePerson, ClosePerson, RecordDeath } from './model.ts'
import { decidePersonFacts } from './rules.ts'
import {
  changePerson,
  closePersons,
  holdersOfNumbers,
  identityRow,
  numbersOf,
  removePhone,
  setNumbers,
} from './store.ts'

type ChangeContext = CommandContext<ChangePerson>

/** The number somebody has, given now or kept sealed from before. */
async function idNumberOf(ctx: ChangeContext): Promise<string | undefined> {
  const { input, db, secrets } = ctx
  if (input.idNumber) return input.idNumber
  const [row] = await numbersOf(db, input.tenantCode, [input.personId])
  return row?.id_number_sealed ? secrets.open(row.id_number_sealed) : undefined
}

async function isTaken(ctx: ChangeContext): Promise<boolean> {
  const { input, db, secrets } = ctx
  if (!input.idNumber) return false
  const digests = [secrets.digest(input.idNumber)]
  const holders = await holdersOfNumbers(db, input.tenantCode, digests)
  return holders.some((holder) => holder.personId !== input.personId)
}

/** Corrects what stands on the books about somebody. */
export const changePersonCommand = defineCommand({
  name: 'people.change_person',
  input: ChangePerson,
  may: ({ actor, input }) => keepsRoster(actor, input.tenantCode),
  async run(ctx) {
    const { db, input, today, secrets } = ctx
    const { tenantCode, personId, idNumber, name, sex, birthDate, relation } = input
    const here = { tenantCode, today }
    const person = await openPerson(db, here, personId)
    if (!person.ok) return person
    const facts = { ...person.value, ...(sex ? { sex } : {}), ...(birthDate ? { birthDate } : {}) }
    const decision = decidePersonFacts({ ...facts, idNumber: await idNumberOf(ctx) }, today)
    if (!decision.ok) return decision
    if (await isTaken(ctx)) return refuse('people.id_number_taken', { name: person.value.name })
    const member = relation ? await findMember(db, here, personId) : null
    if (relation && !member) return refuse('people.not_a_member', { name: person.value.name })
    if (relation && member?.relation === 'head') {
      return refuse('people.head_needed', { staying: 1 })
    }
    const changes = { ...(name ? { name } : {}), ...(sex ? { sex } : {}) }
    await changePerson(
      db,
      { tenantCode, personId },
      { ...changes, ...(birthDate ? { birthDate } : {}) },
    )
    if (idNumber) await setNumbers(db, [identityRow(secrets, { tenantCode, personId, idNumber })])
    if (relation && member && member.relation !== relation) {
      await changeRelations(ctx, tenantCode, { changes: [{ member, relation }], on: today })
    }
    ctx.concern(`person:${personId}`)
    return ok({ personId })
  },
})

interface Closing {
  readonly personId: string
  readonly on: string
  readonly reason: NonNullable<PersonTable['closed_reason']>
  readonly newHeadId?: string | undefined
}

type CloseFault =
  | 'people.unknown_person'
  | 'people.person_closed'
  | 'people.head_needed'
  | 'people.not_a_member'
  | 'people.date_in_future'
  | 'people.date_too_early'

/** Takes somebody off the books and out of their household; what they did stays. */
async function close(
  ctx: CommandContext<{ tenantCode: string }>,
  closing: Closing,
): Promise<Result<{ personId: string }, CloseFault>> {
  const { db, today } = ctx
  const { tenantCode } = ctx.input
  const { personId, on, reason, newHeadId } = closing
  const here = { tenantCode, today }
  const person = await openPerson(db, here, personId)
  if (!person.ok) return person
  if (on > today) return refuse('people.date_in_future', { date: on })
  if (on < person.value.birthDate) {
    return refuse('people.date_too_early', {
      name: person.value.name,
      since: person.value.birthDate,
    })
  }
  const member = await findMember(db, here, personId)
  if (member) {
    const leaving = { householdId: member.householdId, leaving: [personId], newHeadId }
    const departed = await depart(ctx, { tenantCode, ...leaving, on, recordedLate: true })
    if (!departed.ok) return departed
  }
  await closePersons(db, tenantCode, { personIds: [personId], on, reason })
  await removePhone(db, tenantCode, personId)
  ctx.concern(`person:${personId}`)
  return ok({ personId })
}

/** Takes somebody off the books who moved away, or who was entered by mistake. */
export const closePerson = defineCommand({
  name: 'people.close_person',
  input: ClosePerson,
  may: ({ actor, input }) => keepsRoster(actor, input.tenantCode),
  run(ctx) {
    const { personId, reason, newHeadId } = ctx.input
    return close(ctx, { personId, on: ctx.input.closedOn ?? ctx.today, reason, newHeadId })
  },
})

/** Records that somebody has died. */
export const recordDeath = defineCommand({
  name: 'people.record_death',
  input: RecordDeath,
  may: ({ actor, input }) => keepsRoster(actor, input.tenantCode),
  run(ctx) {
    const { personId, diedOn, newHeadId } = ctx.input
    return close(ctx, { personId, on: diedOn, reason: 'died', newHeadId })
  },
})
