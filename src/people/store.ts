import { type SqlBool, sql } from 'kysely'
import { pinyin } from 'pinyin-pro'
import { type Db, tables } from '#kernel/tables.ts'
import type { DivisionKind, Household, Member, PeopleTables, Person } from './model.ts'

interface DivisionTable {
  tenant_code: string
  id: string
  kind: DivisionKind
  code: string
  name: string
  since: string
  until: string | null
}

export type Tables = PeopleTables & { 'places.division': DivisionTable }

export function people(db: Db) {
  return tables<Tables>(db)
}

/** Where a record lies: the place, and the day on which it is read. */
export interface Here {
  readonly tenantCode: string
  readonly today: string
}

/**
 * For questions about all people of a village at once. The embedded database gathers no statistics
 * and guesses a handful of rows a village; it would then walk one table for each row of another.
 */
export async function inBulk<T>(db: Db, read: () => Promise<T>): Promise<T> {
  await sql`set local enable_nestloop = off`.execute(db)
  const value = await read()
  await sql`set local enable_nestloop = on`.execute(db)
  return value
}

/** Enters any number of rows of one table in one statement; their fields stand in table order. */
export async function insertRows<T extends keyof PeopleTables>(
  db: Db,
  table: T,
  rows: readonly PeopleTables[T][],
): Promise<void> {
  if (rows.length === 0) return
  const into = sql.table(table)
  await sql`insert into ${into} select * from
    jsonb_populate_recordset(null::${into}, ${JSON.stringify(rows)}::text::jsonb)`.execute(db)
}

/** `李秋华` is found by `li qiuhua`, `liqiuhua` and `lqh`. */
export function searchKey(name: string): string {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', surname: 'head' })
    .map((syllable) => syllable.toLowerCase().replace(/[^a-z0-9ü]/g, ''))
    .filter(Boolean)
  return `${syllables.join('')} ${syllables.map((syllable) => syllable[0]).join('')}`
}

/** A dated row counts from its first day up to, and without, its last. */
export function openOn(table: string, today: string) {
  const since = sql.ref(`${table}.since`)
  const until = sql.ref(`${table}.until`)
  return sql<SqlBool>`${since} <= ${today} and (${until} is null or ${until} > ${today})`
}

const personColumns = [
  'p.id',
  'p.name',
  'p.sex',
  'p.birth_date as birthDate',
  'p.opened_on as openedOn',
  'p.closed_on as closedOn',
  'p.closed_reason as closedReason',
  'p.forgotten_at as forgottenAt',
] as const

export async function findPerson(db: Db, tenantCode: string, id: string): Promise<Person | null> {
  const row = await people(db)
    .selectFrom('people.person as p')
    .select(personColumns)
    .where('p.tenant_code', '=', tenantCode)
    .where('p.id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

export async function findPersons(
  db: Db,
  tenantCode: string,
  personIds: readonly string[],
): Promise<Person[]> {
  if (personIds.length === 0) return []
  return people(db)
    .selectFrom('people.person as p')
    .select(personColumns)
    .where('p.tenant_code', '=', tenantCode)
    .where(sql<SqlBool>`p.id = any (${personIds}::uuid[])`)
    .execute()
}

export async function findHousehold(
  db: Db,
  tenantCode: string,
  id: string,
): Promise<Household | null> {
  const row = await people(db)
    .selectFrom('people.household')
    .select(['id', 'code', 'opened_on as openedOn', 'closed_on as closedOn'])
    .where('tenant_code', '=', tenantCode)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/** The numbers of these households on the board, by household. */
export async function codesOf(
  db: Db,
  tenantCode: string,
  householdIds: readonly string[],
): Promise<Map<string, string>> {
  if (householdIds.length === 0) return new Map()
  const rows = await people(db)
    .selectFrom('people.household')
    .select(['id', 'code'])
    .where('tenant_code', '=', tenantCode)
    .where(sql<SqlBool>`id = any (${householdIds}::uuid[])`)
    .execute()
  return new Map(rows.map(({ id, code }) => [id, code]))
}

/** The households that lie in a group or grid on a day. */
export async function householdsIn(db: Db, here: Here, divisionId: string): Promise<string[]> {
  const rows = await people(db)
    .selectFrom('people.household_division as h')
    .select('h.household_id as id')
    .where('h.tenant_code', '=', here.tenantCode)
    .where('h.division_id', '=', divisionId)
    .where(openOn('h', here.today))
    .execute()
  return rows.map(({ id }) => id)
}

export async function isCodeTaken(db: Db, tenantCode: string, code: string): Promise<boolean> {
  const row = await people(db)
    .selectFrom('people.household')
    .select('id')
    .where('tenant_code', '=', tenantCode)
    .where('code', '=', code)
    .executeTakeFirst()
  return row !== undefined
}

function membersQuery(db: Db, { tenantCode, today }: Here) {
  return people(db)
    .selectFrom('people.membership as m')
    .innerJoin('people.person as p', (join) =>
      join.onRef('p.tenant_code', '=', 'm.tenant_code').onRef('p.id', '=', 'm.person_id'),
    )
    .select(personColumns)
    .select(['m.id as membershipId', 'm.household_id as householdId', 'm.relation', 'm.since'])
    .where('m.tenant_code', '=', tenantCode)
    .where('p.closed_on', 'is', null)
    .where(openOn('m', today))
}

/** Who lives in a household on a day: the head first, then by age. */
export async function membersOf(db: Db, here: Here, householdId: string): Promise<Member[]> {
  return membersQuery(db, here)
    .where('m.household_id', '=', householdId)
    .orderBy(sql`m.relation <> 'head'`)
    .orderBy('p.birth_date')
    .orderBy('p.id')
    .execute()
}

/** Who lives in these households on a day, in one statement. */
export async function membersOfMany(
  db: Db,
  here: Here,
  householdIds: readonly string[],
): Promise<{ personId: string; householdId: string; birthDate: string }[]> {
  const { rows } = await sql<{ personId: string; householdId: string; birthDate: string }>`
    select p.id as "personId", m.household_id as "householdId", p.birth_date as "birthDate"
    from people.membership m
    join people.person p on p.tenant_code = ${here.tenantCode} and p.id = m.person_id
    where m.tenant_code = ${here.tenantCode} and m.household_id = any (${householdIds}::uuid[])
      and p.closed_on is null and ${openOn('m', here.today)}
    order by p.birth_date, p.id`.execute(db)
  return rows
}

/** In which household somebody lives on a day, and as what. */
export async function findMember(db: Db, here: Here, personId: string): Promise<Member | null> {
  const row = await membersQuery(db, here).where('m.person_id', '=', personId).executeTakeFirst()
  return row ?? null
}

export async function findDivision(
  db: Db,
  here: Here,
  key: { id: string; kind: DivisionKind },
): Promise<{ id: string; name: string } | null> {
  const row = await people(db)
    .selectFrom('places.division as d')
    .select(['d.id', 'd.name'])
    .where('d.tenant_code', '=', here.tenantCode)
    .where('d.id', '=', key.id)
    .where('d.kind', '=', key.kind)
    .where(openOn('d', here.today))
    .executeTakeFirst()
  return row ?? null
}

/** The villagers' groups and grids of a village on a day, in the order of their codes. */
export async function divisionsOf(db: Db, here: Here) {
  return people(db)
    .selectFrom('places.division as d')
    .select(['d.id', 'd.kind', 'd.code', 'd.name'])
    .where('d.tenant_code', '=', here.tenantCode)
    .where(openOn('d', here.today))
    .orderBy(sql`length(d.code)`)
    .orderBy('d.code')
    .execute()
}

/** What a group or grid is called on a day; null for none. */
export async function divisionNames(
  db: Db,
  here: Here,
): Promise<(divisionId: string | null) => string | null> {
  const names = new Map((await divisionsOf(db, here)).map(({ id, name }) => [id, name]))
  return (divisionId) => (divisionId ? (names.get(divisionId) ?? null) : null)
}

/** In which group and grid a household lies on a day. */
export async function divisionsOfHousehold(db: Db, here: Here, householdId: string) {
  return people(db)
    .selectFrom('people.household_division as h')
    .innerJoin('places.division as d', (join) =>
      join.onRef('d.tenant_code', '=', 'h.tenant_code').onRef('d.id', '=', 'h.division_id'),
    )
    .select(['h.id', 'h.division_id as divisionId', 'h.kind', 'd.name', 'h.since'])
    .where('h.tenant_code', '=', here.tenantCode)
    .where('h.household_id', '=', householdId)
    .where(openOn('h', here.today))
    .execute()
}
