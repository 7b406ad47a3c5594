import { sql } from 'kysely'
import type { Reviewer } from '#appeals/model.ts'
import type { Candidate } from '#appeals/rules.ts'
import type { AppealKey } from '#appeals/store.ts'
import { jsonb } from '#kernel/database.ts'
import { type Db, tables } from '#kernel/tables.ts'

interface ReviewerTable {
  tenant_code: string
  appeal_id: string
  person_id: string
  post: string
  drawn_at: string
  excused_at: string | null
  excused_reason: string | null
}

const reviewers = tables<{ 'appeals.reviewer': ReviewerTable }>

/** Everybody ever drawn for these appeals. */
export async function findReviewers(
  db: Db,
  appeals: readonly { tenantCode: string; id: string }[],
): Promise<Map<string, Reviewer[]>> {
  const found = new Map<string, Reviewer[]>(appeals.map(({ id }) => [id, []]))
  const rows = await reviewers(db)
    .selectFrom('appeals.reviewer')
    .select(['appeal_id', 'person_id as personId', 'post', 'drawn_at as drawnAt'])
    .select('excused_reason as excusedReason')
    .where(sql<boolean>`tenant_code = any (${appeals.map((a) => a.tenantCode)}::text[])`)
    .where(sql<boolean>`appeal_id = any (${appeals.map((a) => a.id)}::uuid[])`)
    .orderBy('drawn_at')
    .orderBy('person_id')
    .execute()
  for (const { appeal_id, ...reviewer } of rows) found.get(appeal_id)?.push(reviewer)
  return found
}

export async function insertReviewers(
  db: Db,
  key: AppealKey,
  drawn: { at: string; reviewers: readonly Candidate[] },
): Promise<void> {
  if (drawn.reviewers.length === 0) return
  await sql`
    insert into appeals.reviewer (tenant_code, appeal_id, person_id, post, drawn_at)
    select ${key.tenantCode}, ${key.appealId}::uuid, r.person_id, r.post, ${drawn.at}::timestamptz
    from unnest(${drawn.reviewers.map((r) => r.personId)}::uuid[],
      ${drawn.reviewers.map((r) => r.post)}::text[]) as r (person_id, post)`.execute(db)
}

/** Notes that a reviewer stepped back; answers whether they had been drawn. */
export async function excuseReviewer(
  db: Db,
  key: AppealKey,
  by: { personId: string; at: string; reason: string },
): Promise<boolean> {
  const result = await reviewers(db)
    .updateTable('appeals.reviewer')
    .set({ excused_at: by.at, excused_reason: by.reason })
    .where('tenant_code', '=', key.tenantCode)
    .where('appeal_id', '=', key.appealId)
    .where('person_id', '=', by.personId)
    .where('excused_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Officials of the township and the county, asked when nobody in the village is independent. */
export async function findOfficialsAbove(
  db: Db,
  tenantCode: string,
  today: string,
): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select person_id as "personId", post from appeals.officials_above(${tenantCode}, ${today}::date)`.execute(
    db,
  )
  return rows
}

/** Whether the one who objected is among these people; says no more than yes or no. */
export async function isAppellantAmong(
  db: Db,
  key: AppealKey,
  personIds: readonly string[],
): Promise<boolean> {
  const { rows } = await sql<{ among: boolean }>`
    select appeals.appellant_among(${key.tenantCode}, ${key.appealId}::uuid,
      ${personIds}::uuid[]) as among`.execute(db)
  return rows[0]?.among ?? false
}

export interface Told {
  readonly messageId: string
  readonly kind: string
  readonly facts: unknown
  readonly at: string
  /** People who were told already. */
  readonly told: readonly string[]
}

/** Tells the one who objected without learning who that is. */
export async function tellAppellant(db: Db, key: AppealKey, message: Told): Promise<void> {
  await sql`
    select appeals.tell_appellant(${key.tenantCode}, ${key.appealId}::uuid,
      ${message.messageId}::uuid, ${message.kind}, ${jsonb(message.facts)}, ${message.at}::timestamptz,
      ${message.told}::uuid[])`.execute(db)
}
