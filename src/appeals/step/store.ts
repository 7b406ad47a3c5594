import { sql } from 'kysely'
import { type Db, tables } from '#kernel/tables.ts'
import type { AppealStep, StepKind } from '../model.ts'
import type { AppealKey } from '../store.ts'

interface StepTable {
  tenant_code: string
  id: string
  appeal_id: string
  position: number
  kind: StepKind
  at: string
  by_person_id: string | null
  by_post: string | null
  note: string | null
}

const rowsOf = tables<{ 'appeals.step': StepTable }>

export interface NewStep extends AppealStep {
  readonly id: string
  readonly byPersonId: string | null
}

export async function insertStep(db: Db, key: AppealKey, step: NewStep): Promise<void> {
  await sql`
    insert into appeals.step (tenant_code, id, appeal_id, position, kind, at, by_person_id, by_post,
      note)
    select ${key.tenantCode}, ${step.id}::uuid, ${key.appealId}::uuid, count(*)::int + 1,
      ${step.kind}, ${step.at}::timestamptz, ${step.byPersonId}::uuid, ${step.byPost}, ${step.note}
    from appeals.step where tenant_code = ${key.tenantCode} and appeal_id = ${key.appealId}`.execute(
    db,
  )
}

/** What happened to these appeals, oldest first. */
export async function findSteps(
  db: Db,
  tenantCode: string,
  appealIds: readonly string[],
): Promise<Map<string, AppealStep[]>> {
  const rows = await rowsOf(db)
    .selectFrom('appeals.step')
    .select(['appeal_id', 'kind', 'at', 'by_post as byPost', 'note'])
    .where('tenant_code', '=', tenantCode)
    .where(sql<boolean>`appeal_id = any (${appealIds}::uuid[])`)
    .orderBy('position')
    .execute()
  const steps = new Map<string, AppealStep[]>(appealIds.map((id) => [id, []]))
  for (const { appeal_id, ...step } of rows) steps.get(appeal_id)?.push(step)
  return steps
}
