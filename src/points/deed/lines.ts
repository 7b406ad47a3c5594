import type { RuleBookContent } from '#compact/model.ts'
import { versionById } from '#compact/queries.ts'
import type { Db } from '#kernel/tables.ts'
import { findItem } from '#points/rules.ts'
import { type DeedRow, listCycles } from '#points/store.ts'
import type { DeedLine } from './model.ts'

export function lineOfDeed(row: DeedRow, content: RuleBookContent | undefined): DeedLine {
  return {
    ...{
      id: row.id,
      cycleId: row.cycle_id,
      householdId: row.household_id,
      personId: row.person_id,
    },
    item: content ? findItem(content, row.item_key) : null,
    ...{
      happenedOn: row.happened_on,
      valueHundredths: row.value_hundredths,
      negative: row.negative,
      inputs: row.inputs,
    },
    ...{ note: row.note, state: row.state, dueOn: row.due_on, dueProvisional: row.due_provisional },
    ...{ declaredAt: row.declared_at, declarer: row.declarer, hearingEndsOn: row.hearing_ends_on },
    ...{ statement: row.statement, roundId: row.round_id },
  }
}

/** Rule book contents of some cycles, by cycle. */
export async function contentsByCycle(
  db: Db,
  tenantCode: string,
  cycleIds: Iterable<string>,
): Promise<ReadonlyMap<string, RuleBookContent>> {
  const wanted = new Set(cycleIds)
  if (wanted.size === 0) return new Map()
  const cycles = (await listCycles(db, tenantCode)).filter((cycle) => wanted.has(cycle.id))
  const versions = new Map<string, RuleBookContent>()
  for (const id of new Set(cycles.map((cycle) => cycle.rule_version_id))) {
    const version = await versionById(db, tenantCode, id)
    if (version) versions.set(id, version.content)
  }
  const pairs = cycles.map((cycle) => [cycle.id, versions.get(cycle.rule_version_id)!] as const)
  return new Map(pairs)
}
