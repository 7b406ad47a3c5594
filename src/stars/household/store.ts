import { sql } from 'kysely'
import type { Db } from '#kernel/tables.ts'

/** Positions in the village's record of the acts behind a score. */
export interface ScoreRecord {
  readonly computed: number | null
  readonly announced: number | null
  readonly final: number | null
  readonly finalAt: string | null
}

/** By which acts a score was computed, announced and made final. */
export async function recordOf(db: Db, tenantCode: string, scoreId: string): Promise<ScoreRecord> {
  const { rows } = await sql<ScoreRecord>`
    select v.sequence as computed, a.awarded_at as "finalAt",
      (select n.sequence from kernel.envelope n where n.tenant_code = c.tenant_code
        and n.id = case when s.revision = 1 then c.announced_in else s.computed_in end) as announced,
      (select f.sequence from kernel.envelope f where f.tenant_code = a.tenant_code
        and f.id = a.awarded_in) as final
    from stars.score s
    join stars.close c on c.tenant_code = s.tenant_code and c.id = s.close_id
    left join kernel.envelope v on v.tenant_code = s.tenant_code and v.id = s.computed_in
    left join stars.award a on a.tenant_code = s.tenant_code and a.score_id = s.id
    where s.tenant_code = ${tenantCode} and s.id = ${scoreId}`.execute(db)
  return rows[0]!
}

/** How many stars a household has by the award that took effect last; none without one. */
export async function starsNow(db: Db, tenantCode: string, householdId: string): Promise<number> {
  const { rows } = await sql<{ stars: number }>`
    select stars from stars.award where tenant_code = ${tenantCode} and household_id = ${householdId}
    order by awarded_at desc, score_id limit 1`.execute(db)
  return rows[0]?.stars ?? 0
}
