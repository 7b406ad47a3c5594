import type { Actor, Capacity } from '#kernel/actor.ts'
import { defineCommand } from '#kernel/command.ts'
import { residenceOf, resides } from '#kernel/permission.ts'
import { ok, type Result } from '#kernel/result.ts'
import { tell } from '#notices/message/commands.ts'
import { adultsOfHouseholds } from '#people/queries.ts'
import { decides, dueIn } from '#points/deciding/decider.ts'
import { wordsOf } from '#points/deciding/moves.ts'
import type { PointsContext } from '#points/deed/step.ts'
import { Declare, fieldOfficers, type PointsRefusal } from '#points/model.ts'
import { type AllowedEntry, decideDeclare } from '#points/rules.ts'
import type { DeedRow } from '#points/store.ts'
import { enter, rowOf } from './entry.ts'
import { ground, householdMeant, refuseForeignFiles, refusePerson } from './ground.ts'

/** For one's own household as a villager; for others by a post on the spot, or as a neighbour. */
function declaring(
  actor: Actor,
  input: {
    tenantCode: string
    householdId?: string | undefined
    householdCode?: string | undefined
  },
): Capacity | null {
  const own = residenceOf(actor, input.tenantCode)?.householdId
  const villager = resides(actor, input.tenantCode)
  const forOwn = input.householdId ? input.householdId === own : !input.householdCode
  if (villager && forOwn) return villager
  return decides(actor, input.tenantCode, fieldOfficers) ?? villager
}

/** Declares a deed: for one's own household, in praise of a neighbour's, or by post. */
export const declare = defineCommand({
  name: 'points.declare',
  input: Declare,
  may: ({ actor, input }) => declaring(actor, input),
  async run(context): Promise<Result<{ deedId: string; dueOn: string | null }, PointsRefusal>> {
    const { input, newId } = context
    const household = await householdMeant(context, input)
    if (!household.ok) return household
    const householdId = household.value
    const foreign = await refuseForeignFiles(context, input.attachmentIds)
    if (foreign) return foreign
    const { cycle, factsOf } = await ground(context, input, [householdId])
    const decided = decideDeclare(factsOf(householdId), input)
    if (!decided.ok) return decided
    const { valueHundredths, inputs, declarer } = decided.value
    const person = await personOf(context, { ...input, householdId, declarer })
    if (!person.ok) return person
    const due = await dueIn(context, 'points.verify_days')
    const worth = { valueHundredths, inputs }
    const deed = { id: newId(), householdId, personId: person.value, ...worth, declarer }
    const at = { ...input, ...due, cycleId: cycle!.id }
    const row = rowOf(context, { ...deed, roundId: null }, at)
    await enter(context, [row], { kind: 'declared', attachmentIds: input.attachmentIds })
    if (declarer === 'neighbour') await tellOfPraise(context, row, decided.value)
    return ok({ deedId: deed.id, dueOn: due.dueOn })
  },
})

/** Who did it: the one named, or for one's own household oneself. */
async function personOf(
  context: PointsContext,
  of: { personId?: string | undefined; householdId: string; declarer: string },
): Promise<Result<string | null, PointsRefusal>> {
  const self = residenceOf(context.actor, context.input.tenantCode)?.personId
  const personId = of.personId ?? (of.declarer === 'villager' ? self : undefined)
  if (!personId) return ok(null)
  const { householdId } = of
  return (await refusePerson(context, { personId, householdId })) ?? ok(personId)
}

/** A household hears that somebody has praised it; not who. */
async function tellOfPraise(
  context: PointsContext,
  row: DeedRow,
  { item }: AllowedEntry,
): Promise<void> {
  const { db, input, today } = context
  const householdIds = [row.household_id]
  const adults = await adultsOfHouseholds(db, { tenantCode: input.tenantCode, householdIds, today })
  const facts = { ...wordsOf(item), hundredths: row.value_hundredths }
  const about = { kind: 'deed_praised', facts, subject: `deed:${row.id}` }
  const ids = adults.get(row.household_id) ?? []
  await tell(
    context,
    ids.map((personId) => ({ personId, ...about })),
  )
}
