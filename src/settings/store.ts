import { sql } from 'kysely'
import { type Db, tables } from '#kernel/tables.ts'
import type { Decision, SettingsTables } from './model.ts'

/** Decisions of a place and of those above it, as the tree stands on the day: latest first, nearest first. */
export async function decisionsFor(
  db: Db,
  place: { tenantCode: string; day: string },
  key?: string,
): Promise<Decision[]> {
  const about = key ? sql`and s.key = ${key}` : sql``
  const { rows } = await sql<Decision>`
    with chain as materialized (
      select array[${place.tenantCode}] || kernel.above(array[${place.tenantCode}],
        ${place.day}::date) as codes
    )
    select s.id, s.tenant_code as "tenantCode", s.key, s.valid_from as "validFrom", s.value,
      s.source, s.verified, s.decided_at as "decidedAt",
      array_position(chain.codes, s.tenant_code) - 1 as distance
    from chain join settings.setting s on s.tenant_code = any (chain.codes) ${about}
    order by s.valid_from desc, distance`.execute(db)
  return rows
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
