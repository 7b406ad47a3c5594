import { type SqlBool, sql } from 'kysely'
import { type Db, tables } from '#kernel/tables.ts'
import type { Decision, SettingsTables } from './model.ts'

/** Decisions of a place and of those above it, as the tree stands on the day: latest first, nearest first. */
export async function decisionsFor(
  db: Db,
  place: { tenantCode: string; day: string },
  key?: string,
): Promise<Decision[]> {
  const chain = sql`array[${place.tenantCode}] || kernel.above(array[${place.tenantCode}], ${place.day}::date)`
  let query = tables<SettingsTables>(db)
    .selectFrom('settings.setting as s')
    .select(['s.id', 's.tenant_code as tenantCode', 's.key', 's.valid_from as validFrom'])
    .select(['s.value', 's.source', 's.verified', 's.decided_at as decidedAt'])
    .select(sql<number>`array_position(${chain}, s.tenant_code) - 1`.as('distance'))
    .where(sql<SqlBool>`s.tenant_code = any (${chain})`)
  if (key) query = query.where('s.key', '=', key)
  return query.orderBy('s.valid_from', 'desc').orderBy('distance').execute()
}

export async function hasDecision(
  db: Db,
  key: { tenantCode: string; key: string; validFrom: string },
): Promise<boolean> {
  const row = await tables<SettingsTables>(db)
    .selectFrom('settings.setting')
    .select('id')
    .where('tenant_code', '=', key.tenantCode)
    .where('key', '=', key.key)
    .where('valid_from', '=', key.validFrom)
    .executeTakeFirst()
  return row !== undefined
}

export async function insertDecision(
  db: Db,
  decision: Omit<Decision, 'distance'> & { decidedBy: string | null },
): Promise<void> {
  await sql`insert into settings.setting
      (tenant_code, id, key, valid_from, value, source, verified, decided_by, decided_at)
    values (${decision.tenantCode}, ${decision.id}, ${decision.key}, ${decision.validFrom},
      ${JSON.stringify(decision.value)}::text::jsonb, ${decision.source}, ${decision.verified},
      ${decision.decidedBy}, ${decision.decidedAt})`.execute(db)
}
