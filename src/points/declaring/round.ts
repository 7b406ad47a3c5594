import { defineCommand } from '#kernel/command.ts'
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts'
import { decides, dueIn } from '#points/deciding/decider.ts'
import { DeclareRound, fieldOfficers, type PointsRefusal } from '#points/model.ts'
import { decideDeclare } from '#points/rules.ts'
import type { DeedRow } from '#points/store.ts'
import { enter, rowOf } from './entry.ts'
import { ground, refuseForeignFiles } from './ground.ts'

/** What became of each household in a round: entered, or why not. */
export interface RoundReport {
  readonly roundId: string
  readonly entered: readonly { householdId: string; deedId: string }[]
  readonly refused: readonly ({ householdId: string } & Pick<Refusal, 'code' | 'details'>)[]
}

/**
 * Enters one event or inspection for up to 60 households at once. A household that cannot get it
 * is named with the reason and does not stop the others; if none can, the first reason is given.
 */
export const declareRound = defineCommand({
  name: 'points.declare_round',
  input: DeclareRound,
  may: ({ actor, input }) => decides(actor, input.tenantCode, fieldOfficers),
  async run(context): Promise<Result<RoundReport, PointsRefusal>> {
    const { input, newId } = context
    const foreign = await refuseForeignFiles(context, input.attachmentIds)
    if (foreign) return foreign
    const wanted = new Map(input.households.map((one) => [one.householdId, one]))
    const { cycle, factsOf } = await ground(context, input, [...wanted.keys()])
    const due = await dueIn(context, 'points.verify_days')
    const roundId = newId()
    const rows: DeedRow[] = []
    const refused: (Refusal<PointsRefusal> & { householdId: string })[] = []
    for (const [householdId, said] of wanted) {
      const { happenedOn } = input
      const decided = decideDeclare(factsOf(householdId), { ...said, happenedOn })
      if (!decided.ok) {
        refused.push({ ...decided, householdId })
        continue
      }
      const { item: _, ...worth } = decided.value
      const deed = { id: newId(), householdId, personId: null, ...worth, roundId }
      rows.push(rowOf(context, deed, { ...input, ...due, cycleId: cycle!.id }))
    }
    if (rows.length === 0) return refuse(refused[0]!.code, refused[0]!.details)
    await enter(context, rows, { kind: 'declared', attachmentIds: input.attachmentIds })
    const entered = rows.map((row) => ({ householdId: row.household_id, deedId: row.id }))
    const why = refused.map(({ householdId, code, details }) => ({ householdId, code, details }))
    return ok({ roundId, entered, refused: why })
  },
})
