import { sql } from 'kysely'
import type { Inputs } from '#compact/tables/model.ts'
import type { Db } from '#kernel/tables.ts'

export interface ApprovedDeed {
  readonly id: string
  readonly householdId: string
  readonly itemKey: string
  readonly valueHundredths: number
  readonly negative: boolean
  /** The answers its value follows from; null where the item has no table. */
  readonly inputs: Inputs | null
}

type DeedTuple = [string, string, string, number, boolean, Inputs | null]

/**
 * The approved deeds of some households in a cycle: what their scores rest on. They travel as one
 * JSON text, because the embedded database hands out thousands of rows four times slower.
 */
export async function approvedDeeds(
  db: Db,
  of: { tenantCode: string; cycleId: string; householdIds: readonly string[] },
): Promise<ApprovedDeed[]> {
  const { rows } = await sql<{ deeds: string | null }>`
    select json_agg(json_build_array(id, household_id, item_key, value_hundredths, negative,
      inputs)
      order by id)::text as deeds
    from points.deed
    where tenant_code = ${of.tenantCode} and cycle_id = ${of.cycleId} and state = 'approved'
      and household_id = any (${[...of.householdIds]}::uuid[])`.execute(db)
  const tuples = JSON.parse(rows[0]?.deeds ?? '[]') as DeedTuple[]
  return tuples.map(([id, householdId, itemKey, valueHundredths, negative, inputs]) => {
    return { id, householdId, itemKey, valueHundredths, negative, inputs }
  })
}

/** Everybody who had a hand in these deeds: they do not review an objection to them. */
export async function handsOn(
  db: Db,
  tenantCode: string,
  deedIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct p.id::text as id
    from points.deed_step s
    cross join lateral (values (s.by_person_id), (s.on_behalf_of)) as p (id)
    where s.tenant_code = ${tenantCode} and s.deed_id = any (${[...deedIds]}::uuid[])
      and p.id is not null`.execute(db)
  return rows.map((row) => row.id)
}
