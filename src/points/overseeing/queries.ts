import { sql } from 'kysely'
import type { Db } from '#kernel/tables.ts'

interface InCycle {
  readonly tenantCode: string
  readonly cycleId: string
}

/** A deed of a cycle as supervision needs it: what became of it on objection, and no words of anybody. */
export interface OverseenDeed {
  readonly id: string
  readonly householdId: string
  readonly itemKey: string
  /** Plain date. */
  readonly happenedOn: string
  readonly roundId: string | null
  readonly negative: boolean
  readonly overturned: 'struck_out' | 'granted' | null
}

/** One decision about a deed, in the order in which they were taken. */
export interface OverseenDecision {
  readonly deedId: string
  readonly personId: string
  readonly role: 'verify' | 'review' | 'approve'
  readonly agrees: boolean
  /** Plain date in China. */
  readonly on: string
}

type DeedTuple = [string, string, string, string, string | null, boolean, string | null]
type DecisionTuple = [string, string, string, string]

/** Every deed of a cycle that was not taken back, as one JSON text (see `approvedDeeds`). */
export async function overseenDeeds(db: Db, of: InCycle): Promise<OverseenDeed[]> {
  const { rows } = await sql<{ deeds: string | null }>`
    select json_agg(json_build_array(d.id, d.household_id, d.item_key, d.happened_on, d.round_id,
      d.negative, o.kind) order by d.id)::text as deeds
    from points.deed d
    left join lateral (
      select s.kind from points.deed_step s
      where s.tenant_code = d.tenant_code and s.deed_id = d.id and s.reason = 'appeal'
        and s.kind in ('voided', 'approved')
      order by s.number limit 1
    ) o on d.state in ('void', 'approved')
    where d.tenant_code = ${of.tenantCode} and d.cycle_id = ${of.cycleId}
      and d.state <> 'withdrawn'`.execute(db)
  return (JSON.parse(rows[0]?.deeds ?? '[]') as DeedTuple[]).map(
    ([id, householdId, itemKey, happenedOn, roundId, negative, kind]) => ({
      ...{ id, householdId, itemKey, happenedOn, roundId, negative },
      overturned: kind === null ? null : kind === 'voided' ? 'struck_out' : 'granted',
    }),
  )
}

const kindsOf = {
  verify: ['verified', 'returned'],
  review: ['voted_for', 'voted_against'],
  approve: ['approved', 'refused'],
} as const
type Role = keyof typeof kindsOf

const roleOf = new Map<string, Role>(
  (['verify', 'review', 'approve'] as const).flatMap((role) =>
    kindsOf[role].map((kind) => [kind, role] as const),
  ),
)

/** What was decided about the deeds of a cycle by people, in one role or in all; appeals are none of it. */
export async function overseenDecisions(
  db: Db,
  of: InCycle & { readonly roles: readonly Role[] },
): Promise<OverseenDecision[]> {
  const kinds = of.roles.flatMap((role) => [...kindsOf[role]])
  const { rows } = await sql<{ steps: string | null }>`
    select json_agg(json_build_array(s.deed_id, s.by_person_id, s.kind,
      (s.at at time zone 'Asia/Shanghai')::date) order by s.at, s.deed_id, s.number)::text as steps
    from points.deed d
    join points.deed_step s on s.tenant_code = d.tenant_code and s.deed_id = d.id
    where d.tenant_code = ${of.tenantCode} and d.cycle_id = ${of.cycleId}
      and s.kind = any (${kinds}::text[]) and s.by_person_id is not null
      and s.reason is distinct from 'appeal'`.execute(db)
  return (JSON.parse(rows[0]?.steps ?? '[]') as DecisionTuple[]).map(
    ([deedId, personId, kind, on]) => {
      const agrees = kind === 'verified' || kind === 'voted_for' || kind === 'approved'
      return { deedId, personId, role: roleOf.get(kind)!, agrees, on }
    },
  )
}

/** Which attachments lie beside the deeds of a cycle. */
export async function overseenEvidence(
  db: Db,
  of: InCycle,
): Promise<{ deedId: string; attachmentId: string }[]> {
  const { rows } = await sql<{ deedId: string; attachmentId: string }>`
    select e.deed_id as "deedId", e.attachment_id as "attachmentId"
    from points.deed d
    join points.deed_evidence e on e.tenant_code = d.tenant_code and e.deed_id = d.id
    where d.tenant_code = ${of.tenantCode} and d.cycle_id = ${of.cycleId}
      and d.state <> 'withdrawn'
    order by e.attachment_id, e.deed_id`.execute(db)
  return rows
}

/** What a list shows of some deeds; deductions only to those who may read them. */
export interface DeedLine {
  readonly id: string
  readonly householdId: string
  readonly itemKey: string
  readonly happenedOn: string
  readonly state: string
  readonly valueHundredths: number
}

export async function deedLines(
  db: Db,
  of: { tenantCode: string; ids: readonly string[]; negatives: boolean },
): Promise<DeedLine[]> {
  const { rows } = await sql<DeedLine>`
    select id, household_id as "householdId", item_key as "itemKey", happened_on as "happenedOn",
      state, value_hundredths as "valueHundredths"
    from points.deed
    where tenant_code = ${of.tenantCode} and id = any (${[...of.ids]}::uuid[])
      and (not negative or ${of.negatives})
    order by happened_on, id`.execute(db)
  return rows
}

/** The deeds of a cycle, deductions left out, that stand in one of these states; by id. */
export async function standingDeeds(
  db: Db,
  of: InCycle & { readonly states: readonly string[] },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from points.deed
    where tenant_code = ${of.tenantCode} and cycle_id = ${of.cycleId} and not negative
      and state = any (${[...of.states]}::text[])
    order by id`.execute(db)
  return rows.map((row) => row.id)
}

/** Households of which something was declared in a cycle, by whomever. */
export async function householdsHeardOf(db: Db, of: InCycle): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct household_id as id from points.deed
    where tenant_code = ${of.tenantCode} and cycle_id = ${of.cycleId}`.execute(db)
  return new Set(rows.map((row) => row.id))
}

/** Who confirmed a deed on the spot. */
export async function confirmersOf(
  db: Db,
  of: { tenantCode: string; deedId: string },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct by_person_id as id from points.deed_step
    where tenant_code = ${of.tenantCode} and deed_id = ${of.deedId} and kind = 'verified'
      and by_person_id is not null`.execute(db)
  return rows.map((row) => row.id)
}
