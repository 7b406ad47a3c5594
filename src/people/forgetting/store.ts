import { type SqlBool, sql } from 'kysely'
import { type Db, tables } from '#kernel/tables.ts'
import { forgottenName } from '#people/model.ts'
import { people, type Tables } from '#people/store.ts'
import type { ForgettingFacts } from './model.ts'

export interface Whose {
  readonly tenantCode: string
  readonly personId: string
}

/** What is read from others: which objections and notices are about a household. */
interface Foreign {
  'appeals.appeal': { tenant_code: string; household_id: string | null; state: string }
  'notices.notice': {
    tenant_code: string
    id: string
    serial: string | null
    ends_at: string | null
  }
  'notices.line': { tenant_code: string; notice_id: string; household_id: string | null }
}
const others = (db: Db) => tables<Tables & Foreign>(db)

/** What speaks against forgetting somebody now; null when nobody here is meant. */
export async function forgettingFacts(
  db: Db,
  whose: Whose,
  now: string,
): Promise<ForgettingFacts | null> {
  const person = await people(db)
    .selectFrom('people.person')
    .select(['name', 'closed_on as closedOn', 'forgotten_at as forgottenAt'])
    .where('tenant_code', '=', whose.tenantCode)
    .where('id', '=', whose.personId)
    .executeTakeFirst()
  if (!person) return null
  const householdIds = person.closedOn ? await lastHouseholds(db, whose, person.closedOn) : []
  return {
    ...person,
    cameBack: await cameBack(db, whose),
    objectionOpen: await hasOpenObjection(db, whose.tenantCode, householdIds),
    notice: await hangingNotice(db, whose.tenantCode, { householdIds, now }),
  }
}

/** Whether a record that goes on from this one, at once or over others, is on the books here. */
async function cameBack(db: Db, { tenantCode, personId }: Whose): Promise<boolean> {
  const { rows } = await sql<{ back: boolean }>`
    with recursive later as (
      select id, closed_on from people.person
      where tenant_code = ${tenantCode} and linked_tenant_code = ${tenantCode}
        and linked_person_id = ${personId}
      union
      select p.id, p.closed_on from later
      join people.person p on p.tenant_code = ${tenantCode}
        and p.linked_tenant_code = ${tenantCode} and p.linked_person_id = later.id
    )
    select exists (select 1 from later where closed_on is null) as back`.execute(db)
  return rows[0]!.back
}

/** The household they belonged to when their record was closed. */
async function lastHouseholds(db: Db, whose: Whose, closedOn: string): Promise<string[]> {
  const rows = await people(db)
    .selectFrom('people.membership')
    .select('household_id as id')
    .distinct()
    .where('tenant_code', '=', whose.tenantCode)
    .where('person_id', '=', whose.personId)
    .where(sql<SqlBool>`coalesce(until >= ${closedOn}, true)`)
    .execute()
  return rows.map((row) => row.id)
}

/** Who objected is not asked: the answer would say it. */
async function hasOpenObjection(
  db: Db,
  tenantCode: string,
  householdIds: readonly string[],
): Promise<boolean> {
  const row = await others(db)
    .selectFrom('appeals.appeal')
    .select('household_id')
    .where('tenant_code', '=', tenantCode)
    .where('state', '=', 'open')
    .where(sql<SqlBool>`household_id = any (${householdIds}::uuid[])`)
    .executeTakeFirst()
  return row !== undefined
}

async function hangingNotice(
  db: Db,
  tenantCode: string,
  of: { householdIds: readonly string[]; now: string },
): Promise<ForgettingFacts['notice']> {
  const row = await others(db)
    .selectFrom('notices.line as l')
    .innerJoin('notices.notice as n', (join) =>
      join.onRef('n.tenant_code', '=', 'l.tenant_code').onRef('n.id', '=', 'l.notice_id'),
    )
    .select(['n.serial', 'n.ends_at as endsAt'])
    .where('l.tenant_code', '=', tenantCode)
    .where(sql<SqlBool>`l.household_id = any (${of.householdIds}::uuid[])`)
    .where('n.ends_at', '>', of.now)
    .orderBy('n.ends_at', 'desc')
    .executeTakeFirst()
  return row ? { serial: row.serial!, endsAt: row.endsAt! } : null
}

/**
 * Takes away who somebody was: name, numbers, birthday, what a court decided about them, and the ties
 * of kin that other people's pages would still show.
 */
export async function eraseIdentity(
  db: Db,
  { tenantCode, personId }: Whose,
  at: { now: string; today: string },
): Promise<void> {
  await sql`delete from people.identity
    where tenant_code = ${tenantCode} and person_id = ${personId}`.execute(db)
  await sql`update people.guardianship set decision = null
    where tenant_code = ${tenantCode} and ward_id = ${personId}`.execute(db)
  await sql`update people.kinship set until = greatest(since, ${at.today}::date)
    where tenant_code = ${tenantCode} and ${personId} in (person_id, relative_id)
      and until is null`.execute(db)
  const marked = await people(db)
    .updateTable('people.person')
    .set({ name: forgottenName, pinyin: '', forgotten_at: at.now })
    .set('birth_date', sql`make_date(extract(year from birth_date)::integer, 1, 1)`)
    .where('tenant_code', '=', tenantCode)
    .where('id', '=', personId)
    .where('forgotten_at', 'is', null)
    .where('closed_on', 'is not', null)
    .executeTakeFirst()
  if (marked.numUpdatedRows !== 1n) throw new Error('A person changed while they were forgotten.')
}
