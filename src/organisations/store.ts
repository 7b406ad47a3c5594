import { type SqlBool, sql } from 'kysely'
import { type Db, tables } from '#kernel/tables.ts'
import type { Candidate, Holding, Organisation, OrganisationsTables, PostName } from './model.ts'

interface PersonRead {
  tenant_code: string
  id: string
  name: string
  pinyin: string
  birth_date: string
  closed_on: string | null
}
interface DivisionRead {
  tenant_code: string
  id: string
  kind: string
  code: string
  name: string
  since: string
  until: string | null
}
interface AccountRead {
  tenant_code: string
  person_id: string
  until: string | null
}
type Tables = OrganisationsTables & {
  'people.person': PersonRead
  'places.division': DivisionRead
  'auth.account_person': AccountRead
}

const organisations = (db: Db) => tables<Tables>(db)

/** A dated row counts from its first day up to, and without, its last. */
function openOn(table: string, day: string) {
  const since = sql.ref(`${table}.since`)
  const until = sql.ref(`${table}.until`)
  return sql<SqlBool>`${since} <= ${day} and (${until} is null or ${until} > ${day})`
}

function bodies(db: Db, tenantCode: string) {
  return organisations(db)
    .selectFrom('organisations.organisation as o')
    .select(['o.id', 'o.kind', 'o.name', 'o.founded_on as foundedOn'])
    .select('o.dissolved_on as dissolvedOn')
    .where('o.tenant_code', '=', tenantCode)
}

/** All bodies of a place, dissolved ones included, oldest first. */
export async function organisationsOf(db: Db, tenantCode: string): Promise<Organisation[]> {
  return bodies(db, tenantCode).orderBy('o.founded_on').orderBy('o.name').execute()
}

export async function findOrganisation(
  db: Db,
  tenantCode: string,
  id: string,
): Promise<Organisation | null> {
  return (await bodies(db, tenantCode).where('o.id', '=', id).executeTakeFirst()) ?? null
}

export async function insertOrganisation(
  db: Db,
  tenantCode: string,
  body: Omit<Organisation, 'dissolvedOn'>,
): Promise<void> {
  const { id, kind, name, foundedOn } = body
  await organisations(db)
    .insertInto('organisations.organisation')
    .values({ tenant_code: tenantCode, id, kind, name, founded_on: foundedOn, dissolved_on: null })
    .execute()
}

/** Dissolves a body and ends, the same day, every term in it that would have gone on. */
export async function dissolve(
  db: Db,
  key: { tenantCode: string; id: string },
  end: { on: string; reason: string },
): Promise<number> {
  await organisations(db)
    .updateTable('organisations.organisation')
    .set({ dissolved_on: end.on })
    .where('tenant_code', '=', key.tenantCode)
    .where('id', '=', key.id)
    .execute()
  const { numUpdatedRows } = await organisations(db)
    .updateTable('organisations.post_holding')
    .set({ until: sql`greatest(since, ${end.on}::date)`, ended_reason: end.reason })
    .where('tenant_code', '=', key.tenantCode)
    .where('organisation_id', '=', key.id)
    .where(sql<SqlBool>`(until is null or until > ${end.on})`)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

function holdings(db: Db, tenantCode: string) {
  return organisations(db)
    .selectFrom('organisations.post_holding as h')
    .innerJoin('people.person as p', (join) =>
      join.onRef('p.tenant_code', '=', 'h.tenant_code').onRef('p.id', '=', 'h.person_id'),
    )
    .leftJoin('places.division as d', (join) =>
      join.onRef('d.tenant_code', '=', 'h.tenant_code').onRef('d.id', '=', 'h.division_id'),
    )
    .select(['h.id', 'h.organisation_id as organisationId', 'h.post', 'h.person_id as personId'])
    .select(['p.name', 'h.division_id as divisionId', 'd.name as divisionName'])
    .select('d.code as divisionCode')
    .select(['h.since', 'h.until', 'h.basis', 'h.ended_reason as endedReason'])
    .where('h.tenant_code', '=', tenantCode)
    .orderBy('h.since')
    .orderBy('p.name')
}

/** Posts held on a day or later. */
export async function holdingsFrom(db: Db, tenantCode: string, day: string): Promise<Holding[]> {
  return holdings(db, tenantCode)
    .where(sql<SqlBool>`(h.until is null or h.until > ${day})`)
    .execute()
}

/** Every term there ever was in a body. */
export async function holdingsIn(
  db: Db,
  tenantCode: string,
  organisationId: string,
): Promise<Holding[]> {
  return holdings(db, tenantCode).where('h.organisation_id', '=', organisationId).execute()
}

export async function findHolding(db: Db, tenantCode: string, id: string): Promise<Holding | null> {
  return (await holdings(db, tenantCode).where('h.id', '=', id).executeTakeFirst()) ?? null
}

/** Terms in a post, past ones included, of people who can sign in. */
export async function signingIn(db: Db, tenantCode: string, post: PostName): Promise<Holding[]> {
  return holdings(db, tenantCode)
    .innerJoin('auth.account_person as a', (join) =>
      join.onRef('a.tenant_code', '=', 'h.tenant_code').onRef('a.person_id', '=', 'h.person_id'),
    )
    .where('h.post', '=', post)
    .where('p.closed_on', 'is', null)
    .where('a.until', 'is', null)
    .execute()
}

/** Who holds one of these posts on a day, in a body that is not dissolved. */
export async function holdersOf(
  db: Db,
  { tenantCode, today }: { tenantCode: string; today: string },
  posts: readonly string[],
): Promise<{ personId: string; name: string; post: PostName; organisationId: string }[]> {
  const rows = await holdings(db, tenantCode)
    .innerJoin('organisations.organisation as o', (join) =>
      join.onRef('o.tenant_code', '=', 'h.tenant_code').onRef('o.id', '=', 'h.organisation_id'),
    )
    .where(sql<SqlBool>`h.post = any (${[...posts]}::text[])`)
    .where(sql<SqlBool>`(o.dissolved_on is null or o.dissolved_on > ${today})`)
    .where('p.closed_on', 'is', null)
    .where(openOn('h', today))
    .execute()
  return rows.map(({ personId, name, post, organisationId }) => ({
    ...{ personId, name, post, organisationId },
  }))
}

export async function insertHolding(
  db: Db,
  tenantCode: string,
  term: Omit<Holding, 'name' | 'divisionName' | 'divisionCode' | 'endedReason'>,
): Promise<void> {
  await organisations(db)
    .insertInto('organisations.post_holding')
    .values({
      tenant_code: tenantCode,
      id: term.id,
      organisation_id: term.organisationId,
      post: term.post,
      person_id: term.personId,
      division_id: term.divisionId,
      since: term.since,
      until: term.until,
      basis: term.basis,
      ended_reason: null,
    })
    .execute()
}

export async function endHolding(
  db: Db,
  key: { tenantCode: string; id: string },
  end: { until: string; reason: string },
): Promise<void> {
  await organisations(db)
    .updateTable('organisations.post_holding')
    .set({ until: end.until, ended_reason: end.reason })
    .where('tenant_code', '=', key.tenantCode)
    .where('id', '=', key.id)
    .execute()
}

/** Holders of posts in public bodies as everybody may read them: no ids of persons. */
export async function publicHolders(db: Db, tenantCode: string, day: string) {
  return organisations(db)
    .selectFrom('organisations.public_holder as h')
    .leftJoin('places.division as d', (join) =>
      join
        .onRef('d.tenant_code', '=', 'h.tenant_code')
        .onRef('d.name', '=', 'h.division_name')
        .on(openOn('d', day)),
    )
    .select(['h.organisation_id as organisationId', 'h.post', 'h.name'])
    .select(['h.division_name as divisionName', 'h.since', 'h.until'])
    .select('d.code as divisionCode')
    .where('h.tenant_code', '=', tenantCode)
    .where(openOn('h', day))
    .orderBy('h.since')
    .orderBy('h.name')
    .execute()
}

const candidateColumns = [
  'p.id',
  'p.name',
  'p.birth_date as birthDate',
  'p.closed_on as closedOn',
] as const

export async function findCandidate(
  db: Db,
  tenantCode: string,
  id: string,
): Promise<Candidate | null> {
  const row = await organisations(db)
    .selectFrom('people.person as p')
    .select(candidateColumns)
    .where('p.tenant_code', '=', tenantCode)
    .where('p.id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/** Grown-up people of a place whose name, pinyin or initials contain a text, at most 20. */
export async function searchCandidates(
  db: Db,
  tenantCode: string,
  wish: { text?: string | undefined; personId?: string | undefined; bornBefore: string },
): Promise<Candidate[]> {
  const { text, personId, bornBefore } = wish
  let query = organisations(db)
    .selectFrom('people.person as p')
    .select(candidateColumns)
    .where('p.tenant_code', '=', tenantCode)
    .where('p.closed_on', 'is', null)
    .where('p.birth_date', '<=', bornBefore)
  if (personId) query = query.where('p.id', '=', personId)
  if (text) {
    const like = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
    query = query.where(sql<SqlBool>`(p.name like ${like} or p.pinyin like ${like})`)
  }
  return query.orderBy('p.name').limit(20).execute()
}

export async function namesOf(
  db: Db,
  tenantCode: string,
  personIds: readonly string[],
): Promise<Map<string, string>> {
  if (personIds.length === 0) return new Map()
  const rows = await organisations(db)
    .selectFrom('people.person as p')
    .select(['p.id', 'p.name'])
    .where('p.tenant_code', '=', tenantCode)
    .where(sql<SqlBool>`p.id = any (${[...personIds]}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

export async function findDivision(
  db: Db,
  tenantCode: string,
  id: string,
): Promise<{ kind: string; until: string | null } | null> {
  const row = await organisations(db)
    .selectFrom('places.division as d')
    .select(['d.kind', 'd.until'])
    .where('d.tenant_code', '=', tenantCode)
    .where('d.id', '=', id)
    .executeTakeFirst()
  return row ?? null
}
