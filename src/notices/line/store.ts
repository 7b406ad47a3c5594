import { sql } from 'kysely'
import { jsonb } from '#kernel/database.ts'
import { type Db, tables } from '#kernel/tables.ts'
import type { LineContent, LineSeal, NoticeLine } from '#notices/model.ts'
import type { NoticeKey } from '#notices/store.ts'

interface LineTable {
  tenant_code: string
  notice_id: string
  line: number
  household_id: string | null
  subject: string
  content: LineContent
  salt: string
  commitment: string
  name: string | null
  name_salt: string | null
  name_commitment: string | null
  forgotten_at: string | null
}

const rowsOf = tables<{ 'notices.line': LineTable }>

export interface SealedLine {
  readonly householdId: string | null
  readonly subject: string
  readonly content: LineContent
  readonly salt: string
  readonly commitment: string
  readonly name: string | null
  readonly nameSalt: string | null
  readonly nameCommitment: string | null
}

/**
 * Adds lines to an unpublished notice, in the order given and in one statement whatever their
 * number; answers the number of the first, or null where the notice takes none.
 */
export async function insertLines(
  db: Db,
  key: NoticeKey,
  lines: readonly SealedLine[],
): Promise<number | null> {
  const { rows } = await sql<{ first: number }>`
    with room as (
      update notices.notice set line_count = line_count + ${lines.length}::integer
      where tenant_code = ${key.tenantCode} and id = ${key.noticeId} and published_at is null
      returning line_count - ${lines.length}::integer as taken
    ), written as (
      insert into notices.line (tenant_code, notice_id, line, household_id, subject, content, salt,
        commitment, name, name_salt, name_commitment)
      select ${key.tenantCode}, ${key.noticeId}::uuid, room.taken + l.place, l."householdId",
        l.subject, l.content, l.salt, l.commitment, l.name, l."nameSalt", l."nameCommitment"
      from room, jsonb_to_recordset(${jsonb(
        lines.map((line, at) => ({ place: at + 1, ...line })),
      )}) as l (place integer, "householdId" uuid, subject text, content jsonb, salt text,
        commitment text, name text, "nameSalt" text, "nameCommitment" text)
    )
    select taken + 1 as first from room`.execute(db)
  return rows[0]?.first ?? null
}

/** What the hash covers of the lines. */
export async function findSeals(db: Db, key: NoticeKey): Promise<LineSeal[]> {
  return rowsOf(db)
    .selectFrom('notices.line')
    .select(['line', 'commitment', 'name_commitment as nameCommitment'])
    .where('tenant_code', '=', key.tenantCode)
    .where('notice_id', '=', key.noticeId)
    .orderBy('line')
    .execute()
}

const lineColumns = [
  'line',
  'household_id as householdId',
  'subject',
  'content',
  'name',
  sql<boolean>`forgotten_at is not null`.as('nameForgotten'),
] as const

/** A page of lines; `q` keeps those whose household number contains it. */
export async function listLines(
  db: Db,
  key: NoticeKey,
  by: { q: string; limit: number; offset: number },
): Promise<{ lines: NoticeLine[]; total: number }> {
  const rows = await rowsOf(db)
    .selectFrom('notices.line')
    .select(lineColumns)
    .select(sql<number>`(count(*) over ())::int`.as('total'))
    .where('tenant_code', '=', key.tenantCode)
    .where('notice_id', '=', key.noticeId)
    .where(sql<boolean>`(${by.q} = '' or position(${by.q} in content ->> 'household') > 0)`)
    .orderBy('line')
    .limit(by.limit)
    .offset(by.offset)
    .execute()
  return { lines: rows.map(({ total, ...line }) => line), total: rows[0]?.total ?? 0 }
}

export async function findLine(db: Db, key: NoticeKey, line: number): Promise<NoticeLine | null> {
  const row = await rowsOf(db)
    .selectFrom('notices.line')
    .select(lineColumns)
    .where('tenant_code', '=', key.tenantCode)
    .where('notice_id', '=', key.noticeId)
    .where('line', '=', line)
    .executeTakeFirst()
  return row ?? null
}

export type OpenedLine = SealedLine & { readonly line: number; readonly nameForgotten: boolean }

/** Every line with the salts that open its commitments. */
export async function openLines(db: Db, key: NoticeKey): Promise<OpenedLine[]> {
  return rowsOf(db)
    .selectFrom('notices.line')
    .select(lineColumns)
    .select(['salt', 'commitment', 'name_salt as nameSalt', 'name_commitment as nameCommitment'])
    .where('tenant_code', '=', key.tenantCode)
    .where('notice_id', '=', key.noticeId)
    .orderBy('line')
    .execute()
}

/** A name that stands in a notice. */
export interface PublishedName {
  readonly tenantCode: string
  readonly householdId: string
  readonly noticeId: string
  readonly line: number
  readonly name: string
}

/** Names that stand in the notices of a place, of some households. */
export async function findNames(
  db: Db,
  tenantCode: string,
  householdIds: readonly string[],
): Promise<PublishedName[]> {
  const rows = await namesQuery(db)
    .where('tenant_code', '=', tenantCode)
    .where(sql<boolean>`household_id = any (${[...householdIds]}::uuid[])`)
    .execute()
  return rows as PublishedName[]
}

/** Names that stand in the notices of all places of the scope, place by place. */
export async function findAllNames(db: Db): Promise<PublishedName[]> {
  return (await namesQuery(db).orderBy('tenant_code').execute()) as PublishedName[]
}

function namesQuery(db: Db) {
  return rowsOf(db)
    .selectFrom('notices.line')
    .select(['tenant_code as tenantCode', 'household_id as householdId'])
    .select(['notice_id as noticeId', 'line', 'name'])
    .where('name', 'is not', null)
    .where('household_id', 'is not', null)
}

/** Takes names and their salts away; the commitments stay. */
export async function forgetNames(
  db: Db,
  tenantCode: string,
  gone: { at: string; lines: readonly { noticeId: string; line: number }[] },
): Promise<void> {
  await sql`
    update notices.line as l set name = null, name_salt = null, forgotten_at = ${gone.at}
    from unnest(${gone.lines.map((g) => g.noticeId)}::uuid[],
      ${gone.lines.map((g) => g.line)}::integer[]) as g (notice_id, line)
    where l.tenant_code = ${tenantCode} and l.notice_id = g.notice_id and l.line = g.line`.execute(
    db,
  )
}
