import { sql } from 'kysely'
import type { Inputs } from '#compact/tables/model.ts'
import type { Db } from '#kernel/tables.ts'
import type { Deed, DeedState } from '#points/model.ts'
import { type DeedRow, type DeedStepRow, type EvidenceRow, points } from '#points/store.ts'

export interface SoFar {
  readonly already: number
  readonly duplicate: boolean
}

/** What households already have under an item in a cycle, and whether this very deed is there. */
export async function loadSoFar(
  db: Db,
  key: {
    tenantCode: string
    cycleId: string
    itemKey: string
    happenedOn: string
    householdIds: readonly string[]
  },
): Promise<Map<string, SoFar>> {
  const { rows } = await sql<SoFar & { household_id: string }>`
    select household_id, coalesce(sum(value_hundredths), 0)::bigint as already,
      bool_or(happened_on = ${key.happenedOn}) as duplicate
    from points.deed
    where tenant_code = ${key.tenantCode} and cycle_id = ${key.cycleId}
      and item_key = ${key.itemKey} and household_id = any (${[...key.householdIds]}::uuid[])
      and state in ('declared', 'hearing', 'verified', 'reviewed', 'approved')
    group by household_id`.execute(db)
  return new Map(rows.map(({ household_id, ...soFar }) => [household_id, soFar]))
}

export async function insertDeeds(
  db: Db,
  deeds: readonly DeedRow[],
  rest: { steps: readonly DeedStepRow[]; evidence: readonly EvidenceRow[] },
): Promise<void> {
  await insertRows(db, 'points.deed', deeds)
  await insertSteps(db, rest.steps)
  await insertEvidence(db, rest.evidence)
}

export async function insertSteps(db: Db, steps: readonly DeedStepRow[]): Promise<void> {
  await insertRows(db, 'points.deed_step', steps)
}

/** Any number of rows as one JSON text, which the embedded database reads fastest. */
async function insertRows(
  db: Db,
  table: 'points.deed' | 'points.deed_step',
  rows: readonly object[],
): Promise<void> {
  if (rows.length === 0) return
  const into = sql.table(table)
  await sql`insert into ${into} select * from
    jsonb_populate_recordset(null::${into}, ${JSON.stringify(rows)}::text::jsonb)`.execute(db)
}

export async function insertEvidence(db: Db, rows: readonly EvidenceRow[]): Promise<void> {
  if (rows.length === 0) return
  await points(db)
    .insertInto('points.deed_evidence')
    .values([...rows])
    .onConflict((c) => c.doNothing())
    .execute()
}

interface LoadedDeed extends DeedRow {
  declaring: string[] | null
  hands: string[] | null
  voters: string[] | null
  votes_for: number
  votes_against: number
  evidence_count: number
  step_count: number
  closing_at: string | null
  rule_version_id: string
}

export interface FullDeed extends Deed {
  readonly ruleVersionId: string
  readonly stepCount: number
  readonly row: DeedRow
}

/**
 * Deeds with everything the rules ask about them; unknown ones are left out. A step made for
 * somebody else counts for both.
 */
export async function loadDeeds(
  db: Db,
  tenantCode: string,
  ids: readonly string[],
): Promise<Map<string, FullDeed>> {
  const { rows } = await sql<LoadedDeed>`
    select d.*, c.closing_at, c.rule_version_id, s.declaring, s.hands, s.voters,
      coalesce(s.step_count, 0)::int as step_count,
      coalesce(s.votes_for, 0)::int as votes_for, coalesce(s.votes_against, 0)::int as votes_against,
      (select count(*)::int from points.deed_evidence e
        where e.tenant_code = d.tenant_code and e.deed_id = d.id) as evidence_count
    from points.deed d
    join points.cycle c on c.tenant_code = d.tenant_code and c.id = d.cycle_id
    left join lateral (
      select array_agg(distinct p.id::text) filter (where p.id is not null) as hands,
        array_agg(distinct p.id::text) filter (where p.id is not null
          and s.kind in ('declared', 'noted', 'amended', 'withdrawn', 'heard')) as declaring,
        array_agg(distinct s.by_person_id::text)
          filter (where s.kind in ('voted_for', 'voted_against')) as voters,
        count(distinct s.id) as step_count,
        count(distinct s.id) filter (where s.kind = 'voted_for') as votes_for,
        count(distinct s.id) filter (where s.kind = 'voted_against') as votes_against
      from points.deed_step s
      cross join lateral (values (s.by_person_id), (s.on_behalf_of)) as p (id)
      where s.tenant_code = d.tenant_code and s.deed_id = d.id
    ) s on true
    where d.tenant_code = ${tenantCode} and d.id = any (${[...ids]}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, fullDeed(row)]))
}

function fullDeed(row: LoadedDeed): FullDeed {
  return {
    id: row.id,
    cycleId: row.cycle_id,
    householdId: row.household_id,
    personId: row.person_id,
    itemKey: row.item_key,
    happenedOn: row.happened_on,
    valueHundredths: row.value_hundredths,
    inputs: row.inputs,
    negative: row.negative,
    state: row.state,
    declaredBy: row.declared_by,
    hearingEndsOn: row.hearing_ends_on,
    stated: row.stated_at !== null,
    evidenceCount: row.evidence_count,
    declaring: row.declaring ?? [],
    hands: row.hands ?? [],
    voters: row.voters ?? [],
    votesFor: row.votes_for,
    votesAgainst: row.votes_against,
    cycleOpen: row.closing_at === null,
    ruleVersionId: row.rule_version_id,
    stepCount: row.step_count,
    row,
  }
}

export interface DeedChange {
  readonly id: string
  readonly from: DeedState
  readonly state: DeedState
  readonly valueHundredths: number
  readonly dueOn: string | null
  readonly dueProvisional: boolean
  /** Other answers than before; left out, they stay. */
  readonly inputs?: Inputs | null | undefined
}

/** Moves deeds on, each only from the state it was decided in; answers how many moved. */
export async function changeDeeds(
  db: Db,
  tenantCode: string,
  changes: readonly DeedChange[],
): Promise<number> {
  const column = <K extends keyof DeedChange>(key: K) => changes.map((change) => change[key])
  const inputs = changes.map((change) => (change.inputs ? JSON.stringify(change.inputs) : null))
  const result = await sql`
    update points.deed d
    set state = n.state, value_hundredths = n.value, due_on = n.due_on,
      due_provisional = n.provisional, inputs = coalesce(n.inputs::jsonb, d.inputs)
    from unnest(${column('id')}::uuid[], ${column('from')}::text[], ${column('state')}::text[],
      ${column('valueHundredths')}::bigint[], ${column('dueOn')}::date[],
      ${column('dueProvisional')}::boolean[], ${inputs}::text[])
      as n (id, was, state, value, due_on, provisional, inputs)
    where d.tenant_code = ${tenantCode} and d.id = n.id and d.state = n.was`.execute(db)
  return Number(result.numAffectedRows ?? 0n)
}

export async function recordStatement(
  db: Db,
  deed: { tenantCode: string; id: string },
  said: { statement: string; at: string; by: string | null },
): Promise<void> {
  await points(db)
    .updateTable('points.deed')
    .set({ statement: said.statement, stated_at: said.at, stated_by: said.by })
    .where('tenant_code', '=', deed.tenantCode)
    .where('id', '=', deed.id)
    .execute()
}

export async function reword(
  db: Db,
  deed: { tenantCode: string; id: string },
  change: { happenedOn: string; note: string },
): Promise<void> {
  await points(db)
    .updateTable('points.deed')
    .set({ happened_on: change.happenedOn, note: change.note })
    .where('tenant_code', '=', deed.tenantCode)
    .where('id', '=', deed.id)
    .execute()
}

export type RecordedStep = DeedStepRow & { readonly sequence: number | null }

/** The steps of a deed in the order in which they were made, with their numbers in the record. */
export async function listSteps(
  db: Db,
  tenantCode: string,
  deedId: string,
): Promise<RecordedStep[]> {
  const { rows } = await sql<RecordedStep>`
    select s.*, v.sequence from points.deed_step s
    left join kernel.envelope v on v.tenant_code = s.tenant_code and v.id = s.envelope_id
    where s.tenant_code = ${tenantCode} and s.deed_id = ${deedId} order by s.number`.execute(db)
  return rows
}

export async function listEvidence(db: Db, tenantCode: string, deedId: string): Promise<string[]> {
  const rows = await points(db)
    .selectFrom('points.deed_evidence')
    .select('attachment_id')
    .where('tenant_code', '=', tenantCode)
    .where('deed_id', '=', deedId)
    .orderBy('attachment_id')
    .execute()
  return rows.map((row) => row.attachment_id)
}
