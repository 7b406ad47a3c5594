import { sql } from 'kysely'
import { jsonb } from '#kernel/database.ts'
import { type Db, tables } from '#kernel/tables.ts'
import type {
  Appeal,
  AppealState,
  CaseFacts,
  Change,
  ListedAppeal,
  Remedy,
  ReviewList,
} from './model.ts'

interface AppealTable {
  tenant_code: string
  id: string
  number: string
  subject_kind: string
  subject_id: string
  title: Appeal['title']
  household_id: string | null
  notice_id: string | null
  line: number | null
  grounds: string
  deciders: string[]
  filed_at: string
  answer_due_on: string
  due_provisional: boolean
  state: AppealState
  decided_at: string | null
  decided_by: string | null
  decided_post: string | null
  answer: string | null
  remedy: Remedy | null
  change: Change | null
}
interface AppellantTable {
  tenant_code: string
  appeal_id: string
  person_id: string
}
interface AppealsTables {
  'appeals.appeal': AppealTable
  'appeals.appellant': AppellantTable
}

const appeals = tables<AppealsTables>

const columns = [
  'tenant_code as tenantCode',
  'id',
  'number',
  'subject_kind as subjectKind',
  'subject_id as subjectId',
  'title',
  'household_id as householdId',
  'notice_id as noticeId',
  'line',
  'grounds',
  'filed_at as filedAt',
  'answer_due_on as answerDueOn',
  'due_provisional as dueProvisional',
  'state',
  'decided_at as decidedAt',
  'decided_post as decidedPost',
  'answer',
  'remedy',
  'change',
] as const

const listColumns = [
  ...['tenant_code as tenantCode', 'id', 'number', 'title', 'state'],
  ...['filed_at as filedAt', 'answer_due_on as answerDueOn'],
  'due_provisional as dueProvisional',
] as const

/** An appeal of a place. */
export interface AppealKey {
  readonly tenantCode: string
  readonly appealId: string
}

export interface NewAppeal {
  readonly facts: CaseFacts
  readonly number: string
  readonly grounds: string
  readonly filedAt: string
  readonly due: { readonly date: string; readonly provisional: boolean }
  readonly appellantId: string
}

/** Writes the appeal, and apart from it who objected. */
export async function insertAppeal(db: Db, key: AppealKey, written: NewAppeal): Promise<void> {
  const { facts, due } = written
  await sql`
    insert into appeals.appeal (tenant_code, id, number, subject_kind, subject_id, title,
      household_id, notice_id, line, grounds, deciders, filed_at, answer_due_on, due_provisional,
      state)
    values (${key.tenantCode}, ${key.appealId}, ${written.number}, ${facts.subjectKind},
      ${facts.subjectId}, ${jsonb(facts.title)}, ${facts.householdId}, ${facts.noticeId},
      ${facts.line}, ${written.grounds}, ${facts.deciders}::uuid[], ${written.filedAt},
      ${due.date}, ${due.provisional}, 'open')`.execute(db)
  await sql`insert into appeals.appellant (tenant_code, appeal_id, person_id)
    values (${key.tenantCode}, ${key.appealId}, ${written.appellantId})`.execute(db)
}

export async function countFiledOn(db: Db, tenantCode: string, prefix: string): Promise<number> {
  const row = await appeals(db)
    .selectFrom('appeals.appeal')
    .select((eb) => eb.fn.countAll<string | number>().as('count'))
    .where('tenant_code', '=', tenantCode)
    .where('number', 'like', `${prefix}-%`)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

export async function findAppeal(db: Db, key: AppealKey): Promise<Appeal | null> {
  const row = await appeals(db)
    .selectFrom('appeals.appeal')
    .select(columns)
    .where('tenant_code', '=', key.tenantCode)
    .where('id', '=', key.appealId)
    .executeTakeFirst()
  return row ?? null
}

/** Who took part in the first decision. */
export async function findDeciders(db: Db, key: AppealKey): Promise<string[]> {
  const row = await appeals(db)
    .selectFrom('appeals.appeal')
    .select('deciders')
    .where('tenant_code', '=', key.tenantCode)
    .where('id', '=', key.appealId)
    .executeTakeFirst()
  return row?.deciders ?? []
}

/** The latest objection of a person against a thing; the database shows one's own only. */
export async function findEarlier(
  db: Db,
  tenantCode: string,
  by: { personId: string; subjectId: string },
): Promise<Pick<Appeal, 'number' | 'state'> | null> {
  const row = await appeals(db)
    .selectFrom('appeals.appeal as a')
    .innerJoin('appeals.appellant as p', (join) =>
      join.onRef('p.tenant_code', '=', 'a.tenant_code').onRef('p.appeal_id', '=', 'a.id'),
    )
    .select(['a.number', 'a.state'])
    .where('a.tenant_code', '=', tenantCode)
    .where('a.subject_id', '=', by.subjectId)
    .where('p.person_id', '=', by.personId)
    .orderBy('a.filed_at', 'desc')
    .executeTakeFirst()
  return row ?? null
}

export async function isAppellant(
  db: Db,
  key: AppealKey,
  personIds: readonly string[],
): Promise<boolean> {
  const row = await appeals(db)
    .selectFrom('appeals.appellant')
    .select('appeal_id')
    .where('tenant_code', '=', key.tenantCode)
    .where('appeal_id', '=', key.appealId)
    .where(sql<boolean>`person_id = any (${personIds}::uuid[])`)
    .executeTakeFirst()
  return row !== undefined
}

export type Listed = { appeals: Appeal[]; total: number }

/** The objections of a person, newest first. */
export async function listOwn(
  db: Db,
  tenantCode: string,
  by: { personId: string; limit: number; offset: number },
): Promise<Listed> {
  const rows = await appeals(db)
    .selectFrom('appeals.appeal')
    .select(columns)
    .select(sql<number>`(count(*) over ())::int`.as('total'))
    .where('tenant_code', '=', tenantCode)
    .where((eb) =>
      eb(
        'id',
        'in',
        eb
          .selectFrom('appeals.appellant as p')
          .select('p.appeal_id')
          .where('p.tenant_code', '=', tenantCode)
          .where('p.person_id', '=', by.personId),
      ),
    )
    .orderBy('filed_at', 'desc')
    .orderBy('id')
    .limit(by.limit)
    .offset(by.offset)
    .execute()
  return { appeals: rows.map(({ total, ...appeal }) => appeal), total: rows[0]?.total ?? 0 }
}

const orders = {
  due: sql`answer_due_on`,
  filed: sql`filed_at`,
  number: sql`number`,
  state: sql`state`,
} as const

/** Open or closed objections below a code prefix. */
export async function listByState(
  db: Db,
  prefix: string,
  by: Omit<ReviewList, 'tenantCode'> & { personId: string | null; today: string },
): Promise<{ appeals: ListedAppeal[]; total: number; overdue: number }> {
  const like = `%${by.q.replace(/[\\%_]/g, '\\$&')}%`
  const rows = await appeals(db)
    .selectFrom('appeals.appeal')
    .select(listColumns)
    .select(sql<number>`(count(*) over ())::int`.as('total'))
    .select(
      sql<number>`(count(*) filter (where answer_due_on < ${by.today}) over ())::int`.as('late'),
    )
    .where(sql<boolean>`starts_with(tenant_code, ${prefix})`)
    .where(sql<boolean>`(not ${by.onlyMine} or exists (select 1 from appeals.reviewer r
      where r.tenant_code = appeals.appeal.tenant_code and r.appeal_id = appeals.appeal.id
        and r.person_id = ${by.personId}::uuid and r.excused_reason is null))`)
    .where('state', by.state === 'open' ? '=' : '<>', 'open')
    .where(sql<boolean>`(title->>'zh-CN' ilike ${like} or title->>'en' ilike ${like}
      or number ilike ${like})`)
    .orderBy(orders[by.sort], by.descending ? 'desc' : 'asc')
    .orderBy('number')
    .orderBy('id')
    .limit(by.limit)
    .offset(by.offset)
    .execute()
  const [first] = rows
  const listed = rows.map(({ total, late, ...appeal }) => appeal)
  return { appeals: listed, total: first?.total ?? 0, overdue: first?.late ?? 0 }
}

/** Which of these things are objected to and not answered yet. */
export async function findOpenOn(
  db: Db,
  tenantCode: string,
  by: { kind: string; ids: readonly string[] },
): Promise<string[]> {
  const rows = await appeals(db)
    .selectFrom('appeals.appeal')
    .select('subject_id')
    .where('tenant_code', '=', tenantCode)
    .where('state', '=', 'open')
    .where('subject_kind', '=', by.kind)
    .where(sql<boolean>`subject_id = any (${by.ids}::uuid[])`)
    .execute()
  return rows.map((row) => row.subject_id)
}

/** What of these kinds is objected to in a place and not answered yet. */
export async function findOpenSubjects(
  db: Db,
  tenantCode: string,
  kinds: readonly string[],
): Promise<{ kind: string; id: string }[]> {
  return appeals(db)
    .selectFrom('appeals.appeal')
    .select(['subject_kind as kind', 'subject_id as id'])
    .where('tenant_code', '=', tenantCode)
    .where('state', '=', 'open')
    .where('subject_kind', 'in', kinds)
    .execute()
}

export interface Closing {
  readonly state: 'upheld' | 'dismissed' | 'withdrawn'
  readonly at: string
  readonly by?: { readonly personId: string; readonly post: string; readonly answer: string }
  readonly remedy?: Remedy
  readonly change?: Change
}

/** Closes an open appeal; answers whether it was this very act that closed it. */
export async function closeAppeal(db: Db, key: AppealKey, closing: Closing): Promise<boolean> {
  const { by, remedy, change } = closing
  const { rows } = await sql<{ id: string }>`
    update appeals.appeal set state = ${closing.state}, decided_at = ${closing.at},
      decided_by = ${by?.personId ?? null}, decided_post = ${by?.post ?? null},
      answer = ${by?.answer ?? null}, remedy = ${remedy ? jsonb(remedy) : null},
      change = ${change ? jsonb(change) : null}
    where tenant_code = ${key.tenantCode} and id = ${key.appealId} and state = 'open'
    returning id`.execute(db)
  return rows.length === 1
}
