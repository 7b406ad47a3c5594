import { sql } from 'kysely'
import type { Db } from '#kernel/tables.ts'
import type { CountedHearing, HearingTimes } from './rules.ts'

export interface ProvisionalHearing extends CountedHearing {
  readonly tenantCode: string
  readonly id: string
  readonly householdId: string
  readonly notedAt: string
  readonly stated: boolean
}

/** Of one place, or of all that may be seen. */
export async function provisionalHearings(
  db: Db,
  tenantCode?: string,
): Promise<ProvisionalHearing[]> {
  const { rows } = await sql<ProvisionalHearing>`
    select tenant_code as "tenantCode", id, household_id as "householdId",
      declared_at as "notedAt", hearing_ends_on as "hearingEndsOn", due_on as "dueOn",
      stated_at is not null as stated
    from points.deed
    where due_provisional and state = 'hearing'
      and (${tenantCode ?? null}::text is null or tenant_code = ${tenantCode ?? null})
    order by tenant_code, declared_at, id`.execute(db)
  return rows
}

export async function setHearingTimes(
  db: Db,
  deed: { tenantCode: string; id: string },
  times: HearingTimes,
): Promise<boolean> {
  const { rows } = await sql`
    update points.deed set hearing_ends_on = ${times.hearingEndsOn}, due_on = ${times.dueOn},
      due_provisional = ${times.dueProvisional}
    where tenant_code = ${deed.tenantCode} and id = ${deed.id} and state = 'hearing'
      and due_provisional
    returning id`.execute(db)
  return rows.length === 1
}
