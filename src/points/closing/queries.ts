import { sql } from 'kysely'
import type { Inputs } from '#compact/tables/model.ts'
import type { Db } from '#kernel/tables.ts'
import type { DeedState } from '../model.ts'

export { decideNaming } from '../deed/rules.ts'

interface InCycle {
  readonly tenantCode: string
  readonly cycleId: string
}

/** A deed nobody has decided in time. */
export interface UndecidedDeed {
  readonly id: string
  readonly householdId: string
  readonly itemKey: string
}

/** Deeds of a cycle that still wait for somebody. */
export async function undecidedDeeds(db: Db, of: InCycle): Promise<UndecidedDeed[]> {
  const { rows } = await sql<UndecidedDeed>`
    select id, household_id as "householdId", item_key as "itemKey" from points.deed
    where tenant_code = ${of.tenantCode} and cycle_id = ${of.cycleId}
      and state in ('declared', 'hearing', 'verified', 'reviewed')
    order by id`.execute(db)
  return rows
}

/** Deeds of a cycle whose decision can be appealed against: refused ones, and deductions. */
export async function disputableDeeds(db: Db, of: InCycle): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from points.deed
    where tenant_code = ${of.tenantCode} and cycle_id = ${of.cycleId}
      and (state = 'refused' or (negative and state = 'approved'))`.execute(db)
  return rows.map((row) => row.id)
}

/** Whose these deeds are, as far as they belong to a cycle. */
export async function householdsOfDeeds(
  db: Db,
  of: InCycle & { readonly deedIds: readonly string[] },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct household_id as id from points.deed
    where tenant_code = ${of.tenantCode} and cycle_id = ${of.cycleId}
      and id = any (${[...of.deedIds]}::uuid[])`.execute(db)
  return rows.map((row) => row.id)
}

/** One step of a deed: what, when, by whom in which post, and its number in the village's record. */
export interface HistoryStep {
  readonly kind: string
  readonly at: string
  readonly personId: string | null
  readonly post: string
  readonly onBehalfOf: string | null
  readonly valueHundredths: number
  readonly reason: string | null
  /** Position in the audit sequence. */
  readonly sequence: number | null
}

export interface DeedHistory {
  readonly id: string
  readonly itemKey: string
  readonly happenedOn: string
  readonly valueHundredths: number
  /** The answers its value follows from; null where the item has no table. */
  readonly inputs: Inputs | null
  readonly negative: boolean
  readonly note: string
  readonly state: DeedState
  /** `villager`, `neighbour` or the declarer's post. */
  readonly declarer: string
  readonly evidenceCount: number
  readonly steps: readonly HistoryStep[]
}

/** Every deed of a household in a cycle with all its steps, oldest first, in one statement. */
export async function deedHistories(
  db: Db,
  of: InCycle & { readonly householdId: string },
): Promise<DeedHistory[]> {
  const { rows } = await sql<DeedHistory>`
    select d.id, d.item_key as "itemKey", d.happened_on as "happenedOn",
      d.value_hundredths as "valueHundredths", d.inputs, d.negative, d.note, d.state, d.declarer,
      (select count(*)::int from points.deed_evidence e
        where e.tenant_code = d.tenant_code and e.deed_id = d.id) as "evidenceCount",
      (select coalesce(jsonb_agg(jsonb_build_object('kind', s.kind, 'at', s.at,
          'personId', s.by_person_id, 'post', s.by_post, 'onBehalfOf', s.on_behalf_of,
          'valueHundredths', s.value_hundredths, 'reason', s.reason, 'sequence', v.sequence)
          order by s.number), '[]')
        from points.deed_step s
        left join kernel.envelope v on v.tenant_code = s.tenant_code and v.id = s.envelope_id
        where s.tenant_code = d.tenant_code and s.deed_id = d.id) as steps
    from points.deed d
    where d.tenant_code = ${of.tenantCode} and d.cycle_id = ${of.cycleId}
      and d.household_id = ${of.householdId}
    order by d.happened_on, d.id`.execute(db)
  // Inside JSON an instant is written with its offset; everywhere else it ends with Z.
  const utc = (step: HistoryStep) => ({ ...step, at: new Date(step.at).toISOString() })
  return rows.map((row) => ({ ...row, steps: row.steps.map(utc) }))
}
