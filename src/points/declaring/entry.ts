import { showAttachments } from '#attachments/commands.ts'
import type { Due } from '#points/deciding/decider.ts'
import { type PointsContext, stepOf } from '#points/deed/step.ts'
import { insertDeeds } from '#points/deed/store.ts'
import type { DeedRow } from '#points/store.ts'
import type { Worth } from '#points/valuing/rules.ts'
import type { Occasion } from './ground.ts'

export interface NewDeed extends Worth {
  readonly id: string
  readonly householdId: string
  readonly personId: string | null
  readonly declarer: string
  readonly roundId: string | null
}

/** A declared deed as it is written. */
export function rowOf(
  context: PointsContext,
  deed: NewDeed,
  at: Occasion & Due & { cycleId: string },
): DeedRow {
  return {
    ...{ tenant_code: context.input.tenantCode, id: deed.id, cycle_id: at.cycleId },
    ...{ household_id: deed.householdId, person_id: deed.personId, item_key: at.itemKey },
    ...{ happened_on: at.happenedOn, value_hundredths: deed.valueHundredths, negative: false },
    ...{ note: at.note, state: 'declared', due_on: at.dueOn, due_provisional: at.dueProvisional },
    ...{ declared_at: context.now, declared_by: declarerId(context), declarer: deed.declarer },
    ...{ inputs: deed.inputs, round_id: deed.roundId, hearing_ends_on: null },
    ...{ statement: null, stated_at: null, stated_by: null },
  }
}

/** The one in whose name it is declared: the person helped, not the helper. */
function declarerId({ actor, capacity }: PointsContext): string | null {
  return actor.behalf?.personId ?? capacity.personId
}

/** Writes deeds with their first step and evidence; each household may see what lies beside its own. */
export async function enter(
  context: PointsContext,
  rows: readonly DeedRow[],
  with_: { kind: 'declared' | 'noted'; attachmentIds: readonly string[] },
): Promise<void> {
  const { tenantCode } = context.input
  const steps = rows.map((row) =>
    stepOf(context, {
      ...{ deedId: row.id, after: 0 },
      kind: with_.kind,
      ...{ valueHundredths: row.value_hundredths, inputs: row.inputs },
    }),
  )
  const evidence = rows.flatMap((row) =>
    with_.attachmentIds.map((id) => ({
      ...{ tenant_code: tenantCode, deed_id: row.id, attachment_id: id },
    })),
  )
  await insertDeeds(context.db, rows, { steps, evidence })
  const householdIds = rows.map((row) => row.household_id)
  await showAttachments(context.db, { tenantCode, ids: with_.attachmentIds, householdIds })
  for (const row of rows) {
    context.concern(`deed:${row.id}`)
    context.concern(`household:${row.household_id}`)
  }
}
