import { sql } from 'kysely'
import { jsonb } from '#kernel/database.ts'
import { type Db, tables } from '#kernel/tables.ts'
import type { Flag, FlagKind, FlagStep, FoundFlag, Part, StepKind } from './model.ts'

interface FlagTable {
  tenant_code: string
  id: string
  cycle_id: string
  kind: FlagKind
  key: string
  person_id: string | null
  item_key: string | null
  deed_ids: string[]
  measures: Readonly<Record<string, number | string>>
  raised_at: string
}

interface StepTable {
  tenant_code: string
  flag_id: string
  kind: StepKind
  at: string
  by_person_id: string | null
  by_post: string
  words: string
}

interface InspectionTable {
  tenant_code: string
  id: string
  came_on: string
  by_whom: string
  noted_at: string
  noted_by: string | null
}

const rowsOf = tables<{
  'oversight.flag': FlagTable
  'oversight.flag_step': StepTable
  'oversight.inspection': InspectionTable
}>

interface InCycle {
  readonly tenantCode: string
  readonly cycleId: string
}

/** Raises what was not raised yet in the cycle; returns how many flags are new. */
export async function insertFlags(
  db: Db,
  at: InCycle & { now: string },
  found: readonly (FoundFlag & { readonly id: string })[],
): Promise<number> {
  if (found.length === 0) return 0
  const result = await sql`
    insert into oversight.flag (tenant_code, id, cycle_id, kind, key, person_id, item_key, deed_ids,
      measures, raised_at)
    select ${at.tenantCode}, f.id, ${at.cycleId}::uuid, f.kind, f.key, f."personId", f."itemKey",
      array(select jsonb_array_elements_text(f."deedIds"))::uuid[], f.measures, ${at.now}::timestamptz
    from jsonb_to_recordset(${jsonb(found)}) as f (id uuid, kind text, key text, "personId" uuid,
      "itemKey" text, "deedIds" jsonb, measures jsonb)
    on conflict (tenant_code, cycle_id, key) do nothing`.execute(db)
  return Number(result.numAffectedRows ?? 0)
}

/** Flags of a village, newest first; one by its id, or all of them. */
export async function findFlags(db: Db, tenantCode: string, id?: string): Promise<Flag[]> {
  const rows = await rowsOf(db)
    .selectFrom('oversight.flag')
    .selectAll()
    .where('tenant_code', '=', tenantCode)
    .$if(id !== undefined, (query) => query.where('id', '=', id!))
    .orderBy('raised_at', 'desc')
    .orderBy('id')
    .execute()
  const steps = await rowsOf(db)
    .selectFrom('oversight.flag_step')
    .selectAll()
    .where('tenant_code', '=', tenantCode)
    .$if(id !== undefined, (query) => query.where('flag_id', '=', id!))
    .orderBy(sql`array_position(array['asked', 'answered', 'closed'], kind)`)
    .execute()
  const byFlag = Map.groupBy(steps, (step) => step.flag_id)
  return rows.map((row) => flagOf(row, byFlag.get(row.id) ?? []))
}

function flagOf(row: FlagTable, steps: readonly StepTable[]): Flag {
  return {
    ...{ id: row.id, cycleId: row.cycle_id, kind: row.kind, key: row.key },
    ...{ personId: row.person_id, itemKey: row.item_key, deedIds: row.deed_ids },
    ...{ measures: row.measures, raisedAt: row.raised_at },
    steps: steps.map(({ kind, at, by_person_id, by_post, words }) => {
      return { kind, at, byPersonId: by_person_id, byPost: by_post, words }
    }),
  }
}

export async function insertStep(
  db: Db,
  of: { tenantCode: string; flagId: string },
  step: FlagStep,
): Promise<void> {
  await rowsOf(db)
    .insertInto('oversight.flag_step')
    .values({
      ...{ tenant_code: of.tenantCode, flag_id: of.flagId, kind: step.kind, at: step.at },
      ...{ by_person_id: step.byPersonId, by_post: step.byPost, words: step.words },
    })
    .execute()
}

export interface NotedInspection {
  readonly cameOn: string
  readonly byWhom: string
}

/** The days on which somebody came to look, within these days, both included. */
export async function listInspections(
  db: Db,
  of: { tenantCode: string; from: string; until: string },
): Promise<NotedInspection[]> {
  return rowsOf(db)
    .selectFrom('oversight.inspection')
    .select(['came_on as cameOn', 'by_whom as byWhom'])
    .where('tenant_code', '=', of.tenantCode)
    .where('came_on', '>=', of.from)
    .where('came_on', '<=', of.until)
    .orderBy('came_on')
    .execute()
}

/** Notes such a day; false when it is noted already. */
export async function insertInspection(db: Db, row: InspectionTable): Promise<boolean> {
  const result = await rowsOf(db)
    .insertInto('oversight.inspection')
    .values(row)
    .onConflict((c) => c.columns(['tenant_code', 'came_on']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Remembers that a part of a cycle was looked through up to a day. */
export async function markLooked(
  db: Db,
  of: InCycle & { part: Part; today: string },
): Promise<void> {
  await sql`insert into oversight.look (tenant_code, cycle_id, part, looked_on)
    values (${of.tenantCode}, ${of.cycleId}::uuid, ${of.part}, ${of.today}::date)
    on conflict (tenant_code, cycle_id, part) do update set looked_on = excluded.looked_on`.execute(
    db,
  )
}

export interface DueLook {
  readonly tenantCode: string
  readonly cycleId: string
  readonly part: Part
}

/** Parts of cycles in which something was decided since they were looked through. */
export async function listDue(db: Db, today: string): Promise<DueLook[]> {
  const { rows } = await sql<DueLook>`
    select place as "tenantCode", cycle as "cycleId", part
    from oversight.due(${today}::date)`.execute(db)
  return rows
}
