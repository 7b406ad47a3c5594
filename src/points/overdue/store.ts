import { sql } from 'kysely'
import type { Db } from '#kernel/tables.ts'

export interface WaitingGroup {
  readonly cycleId: string
  readonly ruleVersionId: string
  /** Null for deductions, which are not told apart outside the village. */
  readonly itemKey: string | null
  readonly state: 'declared' | 'hearing' | 'verified' | 'reviewed'
  readonly waiting: number
  readonly overdue: number
  /** The day on which the oldest of them was due; null when none is overdue. */
  readonly oldestDueOn: string | null
}

/** Deeds of open cycles that wait for somebody, counted by state and item. */
export async function countByItem(
  db: Db,
  { tenantCode, today }: { tenantCode: string; today: string },
): Promise<WaitingGroup[]> {
  const { rows } = await sql<WaitingGroup>`
    select d.cycle_id as "cycleId", c.rule_version_id as "ruleVersionId", d.state,
      case when not d.negative then d.item_key end as "itemKey", count(*)::int as waiting,
      (count(*) filter (where d.due_on < ${today}))::int as overdue,
      min(d.due_on) filter (where d.due_on < ${today}) as "oldestDueOn"
    from points.deed d
    join points.cycle c on c.tenant_code = d.tenant_code and c.id = d.cycle_id
    where d.tenant_code = ${tenantCode} and c.closing_at is null
      and d.state in ('declared', 'hearing', 'verified', 'reviewed')
    group by 1, 2, 3, 4`.execute(db)
  return rows
}
