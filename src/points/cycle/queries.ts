import { z } from 'zod'
import { anyone } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { type Cycle, TenantCode } from '#points/model.ts'
import { type CycleRow, findCycle, listCycles } from '#points/store.ts'

export function cycleOf(row: CycleRow): Cycle {
  return {
    ...{ id: row.id, ruleVersionId: row.rule_version_id, unit: row.unit, year: row.year },
    ...{ number: row.number, startsOn: row.starts_on, endsOn: row.ends_on, state: stateOf(row) },
  }
}

function stateOf(row: CycleRow): Cycle['state'] {
  if (row.final_at) return 'final'
  if (row.announced_at) return 'announced'
  return row.closing_at ? 'closing' : 'running'
}

export async function cycleById(db: Db, tenantCode: string, id: string): Promise<Cycle | null> {
  const row = await findCycle(db, tenantCode, id)
  return row ? cycleOf(row) : null
}

/** The cycles of a village, newest first; anybody may see them. */
export const cycles = defineQuery({
  name: 'points.cycles',
  input: z.object({ tenantCode: TenantCode }),
  access: 'public',
  may: ({ actor, input }) => anyone(actor, input.tenantCode),
  async run({ db, input }) {
    return ok((await listCycles(db, input.tenantCode)).map(cycleOf))
  },
})
