import { sql } from 'kysely'
import type { Db } from '#kernel/tables.ts'
import type { SlipLine, WaitingRow } from '#telling/model.ts'

/**
 * For whom something unread waits on paper or for a visit: what needs an answer first, then the
 * longest.
 */
export async function listWaiting(
  db: Db,
  tenantCode: string,
  by: { limit: number; offset: number },
): Promise<{ rows: WaitingRow[]; total: number }> {
  const { rows } = await sql<WaitingRow & { total: number }>`
    select person_id as "personId", bool_or(channel = 'visit') as visit, count(*)::int as count,
      min(planned_at) as since, bool_or(needs_answer) as "needsAnswer",
      array_agg(delivery_id order by planned_at, delivery_id) as "deliveryIds",
      (count(*) over ())::int as total
    from telling.on_paper(${tenantCode})
    group by person_id
    order by bool_or(needs_answer) desc, min(planned_at), person_id
    limit ${by.limit} offset ${by.offset}`.execute(db)
  return { rows: rows.map(({ total, ...row }) => row), total: rows[0]?.total ?? 0 }
}

/** What the slips of these persons say. */
export async function findSlipLines(
  db: Db,
  tenantCode: string,
  personIds: readonly string[],
): Promise<SlipLine[]> {
  const { rows } = await sql<SlipLine>`
    select delivery_id as "deliveryId", person_id as "personId", kind, facts, sent_at as "sentAt"
    from telling.slip_words(${tenantCode}, ${personIds}::uuid[])`.execute(db)
  return rows
}

/** Marks as handed over; returns how many were still waiting. */
export async function markHandedOver(
  db: Db,
  tenantCode: string,
  by: { ids: readonly string[]; at: string; personId: string },
): Promise<number> {
  const result = await sql`
    update telling.delivery
    set state = 'handed_over', tries = tries + 1, settled_at = ${by.at}::timestamptz,
      handed_by = ${by.personId}::uuid
    where tenant_code = ${tenantCode} and settled_at is null and channel in ('slip', 'visit')
      and id = any (${by.ids}::uuid[])`.execute(db)
  return Number(result.numAffectedRows ?? 0)
}
