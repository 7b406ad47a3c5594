import { sql } from 'kysely'
import { jsonb } from '#kernel/database.ts'
import { type Db, tables } from '#kernel/tables.ts'
import type {
  Bilingual,
  NoticeBody,
  NoticeHead,
  NoticeSearch,
  Published,
  PublishedNotice,
} from './model.ts'

interface NoticeTable {
  tenant_code: string
  id: string
  kind: string
  title: Bilingual
  body: NoticeBody
  subject: string
  corrects: string | null
  prepared_at: string
  days: number
  serial: string | null
  number_in_year: number | null
  code: string | null
  published_at: string | null
  published_by: string | null
  ends_at: string | null
  line_count: number
  hash: string | null
}
interface NoticesTables {
  'notices.notice': NoticeTable
}

const notices = tables<NoticesTables>

const headColumns = [
  'id',
  'kind',
  'title',
  'body',
  'subject',
  'corrects',
  'prepared_at as preparedAt',
  'days',
  'serial',
  'code',
  'published_at as publishedAt',
  'ends_at as endsAt',
  'line_count as lineCount',
  'hash',
] as const

/** A notice of a place. */
export interface NoticeKey {
  readonly tenantCode: string
  readonly noticeId: string
}

export async function insertNotice(
  db: Db,
  tenantCode: string,
  notice: Pick<
    NoticeHead,
    'id' | 'kind' | 'title' | 'body' | 'subject' | 'corrects' | 'preparedAt' | 'days'
  >,
): Promise<void> {
  await sql`
    insert into notices.notice
      (tenant_code, id, kind, title, body, subject, corrects, prepared_at, days)
    values (${tenantCode}, ${notice.id}, ${notice.kind}, ${jsonb(notice.title)},
      ${jsonb(notice.body)}, ${notice.subject}, ${notice.corrects}, ${notice.preparedAt},
      ${notice.days})`.execute(db)
}

export async function findNotice(db: Db, key: NoticeKey): Promise<NoticeHead | null> {
  const row = await notices(db)
    .selectFrom('notices.notice')
    .select(headColumns)
    .where('tenant_code', '=', key.tenantCode)
    .where('id', '=', key.noticeId)
    .executeTakeFirst()
  return row ?? null
}

/** The number the next notice of a year gets, and all short codes given so far. */
export async function findNumbering(
  db: Db,
  tenantCode: string,
  yearBeganAt: string,
): Promise<{ next: number; codes: string[] }> {
  const { rows } = await sql<{ next: number; codes: string[] | null }>`
    select coalesce(max(number_in_year) filter (where published_at >= ${yearBeganAt}), 0) + 1 as next,
      array_agg(code) filter (where code is not null) as codes
    from notices.notice where tenant_code = ${tenantCode}`.execute(db)
  return { next: rows[0]?.next ?? 1, codes: rows[0]?.codes ?? [] }
}

export type Publication = Published & {
  readonly numberInYear: number
  readonly publishedAt: string
  readonly publishedBy: string | null
}

/** Hangs a notice that was not published yet; answers whether it was this very act. */
export async function setPublished(db: Db, key: NoticeKey, as: Publication): Promise<boolean> {
  const result = await notices(db)
    .updateTable('notices.notice')
    .set({
      serial: as.serial,
      number_in_year: as.numberInYear,
      code: as.code,
      published_at: as.publishedAt,
      published_by: as.publishedBy,
      ends_at: as.endsAt,
      hash: as.hash,
    })
    .where('tenant_code', '=', key.tenantCode)
    .where('id', '=', key.noticeId)
    .where('published_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

const isPublished = sql<boolean>`published_at is not null`

const orders = {
  published: sql`published_at`,
  ends: sql`ends_at`,
  serial: sql`extract(year from published_at at time zone 'Asia/Shanghai') * 100000 + number_in_year`,
  lines: sql`line_count`,
} as const

/** Published notices that ended after the cutoff (the board), or before it (the older ones). */
export async function listPublished(
  db: Db,
  tenantCode: string,
  by: NoticeSearch,
): Promise<{ notices: PublishedNotice[]; total: number }> {
  const like = `%${by.q.replace(/[\\%_]/g, '\\$&')}%`
  const rows = await notices(db)
    .selectFrom('notices.notice')
    .select(headColumns)
    .select(sql<number>`(count(*) over ())::int`.as('total'))
    .where('tenant_code', '=', tenantCode)
    .where(isPublished)
    .where('ends_at', by.older ? '<=' : '>', by.cutoff)
    .where(sql<boolean>`(title->>'zh-CN' ilike ${like} or title->>'en' ilike ${like}
      or serial ilike ${like})`)
    .orderBy(orders[by.sort], by.descending ? 'desc' : 'asc')
    .orderBy('number_in_year', 'desc')
    .limit(by.limit)
    .offset(by.offset)
    .execute()
  const list = rows.map(({ total, ...notice }) => notice as PublishedNotice)
  return { notices: list, total: rows[0]?.total ?? 0 }
}

/** A published notice by its id or its short code. */
export async function findPublished(
  db: Db,
  tenantCode: string,
  by: { noticeId?: string | undefined; code?: string | undefined },
): Promise<PublishedNotice | null> {
  const row = await notices(db)
    .selectFrom('notices.notice')
    .select(headColumns)
    .where('tenant_code', '=', tenantCode)
    .where(isPublished)
    .where(by.noticeId ? 'id' : 'code', '=', by.noticeId ?? by.code ?? '')
    .executeTakeFirst()
  return (row as PublishedNotice | undefined) ?? null
}

/** The corrections published for a notice, oldest first. */
export async function findCorrections(
  db: Db,
  key: NoticeKey,
): Promise<{ id: string; serial: string; publishedAt: string }[]> {
  const rows = await notices(db)
    .selectFrom('notices.notice')
    .select(['id', 'serial', 'published_at as publishedAt'])
    .where('tenant_code', '=', key.tenantCode)
    .where('corrects', '=', key.noticeId)
    .where(isPublished)
    .orderBy('published_at')
    .execute()
  return rows as { id: string; serial: string; publishedAt: string }[]
}

/** Who hung a notice; not for the public. */
export async function findPublisher(db: Db, key: NoticeKey): Promise<string | null> {
  const row = await notices(db)
    .selectFrom('notices.notice')
    .select('published_by')
    .where('tenant_code', '=', key.tenantCode)
    .where('id', '=', key.noticeId)
    .executeTakeFirst()
  return row?.published_by ?? null
}

/** Published notices about a thing whose period was over at an instant. */
export async function findEnded(
  db: Db,
  tenantCode: string,
  by: { subject: string; now: string },
): Promise<string[]> {
  const rows = await notices(db)
    .selectFrom('notices.notice')
    .select('id')
    .where('tenant_code', '=', tenantCode)
    .where('ends_at', '<=', by.now)
    .where('subject', '=', by.subject)
    .execute()
  return rows.map((row) => row.id)
}

/** When each place of the scope hung its latest notice. */
export async function latestPublications(
  db: Db,
): Promise<{ tenantCode: string; publishedAt: string }[]> {
  const rows = await notices(db)
    .selectFrom('notices.notice')
    .select((e) => ['tenant_code as tenantCode', e.fn.max('published_at').as('publishedAt')])
    .where('published_at', 'is not', null)
    .groupBy('tenant_code')
    .execute()
  return rows.map(({ tenantCode, publishedAt }) => ({ tenantCode, publishedAt: publishedAt! }))
}
