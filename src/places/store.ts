import { type SqlBool, sql } from 'kysely'
import { pinyin } from 'pinyin-pro'
import { type Db, tables } from '#kernel/tables.ts'
import type {
  Attribute,
  Division,
  DivisionKind,
  Level,
  Place,
  PlacesTables,
  TreeRow,
} from './model.ts'

function places(db: Db) {
  return tables<PlacesTables>(db)
}

/** `永丰村` is found by `yongfengcun` and `yfc`. */
function searchKey(name: string): string {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive' })
    .map((syllable) => syllable.toLowerCase().replace(/[^a-z0-9]/g, ''))
    .filter(Boolean)
  return `${syllables.join('')} ${syllables.map((syllable) => syllable[0]).join('')}`
}

/** A dated row counts from its first day up to, and without, its last. */
function openOn(table: string, day: string) {
  const since = sql.ref(`${table}.since`)
  const until = sql.ref(`${table}.until`)
  return sql<SqlBool>`${since} <= ${day} and (${until} is null or ${until} > ${day})`
}

export async function findPlace(db: Db, code: string, day: string): Promise<Place | null> {
  const row = await places(db)
    .selectFrom('places.place as p')
    .innerJoin('places.attribute as a', 'a.tenant_code', 'p.tenant_code')
    .select(['p.tenant_code as code', 'p.level', 'p.opened_on as openedOn'])
    .select(['p.closed_on as closedOn', 'a.name', 'a.official_code as officialCode'])
    .select('a.parent_code as parentCode')
    .where('p.tenant_code', '=', code)
    .where(openOn('a', day))
    .executeTakeFirst()
  return row ?? null
}

export async function findLevel(
  db: Db,
  code: string,
): Promise<{ code: string; level: Level; closedOn: string | null } | null> {
  const row = await places(db)
    .selectFrom('places.place')
    .select(['tenant_code as code', 'level', 'closed_on as closedOn'])
    .where('tenant_code', '=', code)
    .executeTakeFirst()
  return row ?? null
}

/** All that a place was called and where it lay, latest first. */
export async function attributesOf(db: Db, code: string) {
  return places(db)
    .selectFrom('places.attribute as a')
    .select(['a.id', 'a.name', 'a.official_code as officialCode', 'a.parent_code as parentCode'])
    .select(['a.since', 'a.until', 'a.source'])
    .where('a.tenant_code', '=', code)
    .orderBy('a.since', 'desc')
    .execute()
}

export async function findKnown(
  db: Db,
  codes: readonly string[],
): Promise<Map<string, { level: Level; name: string; parentCode: string | null }>> {
  const rows = await places(db)
    .selectFrom('places.place as p')
    .innerJoin('places.attribute as a', 'a.tenant_code', 'p.tenant_code')
    .select(['p.tenant_code as code', 'p.level', 'a.name', 'a.parent_code as parentCode'])
    .where(sql<SqlBool>`p.tenant_code = any (${[...codes]}::text[])`)
    .orderBy('a.since')
    .execute()
  return new Map(rows.map((row) => [row.code, row]))
}

export async function countInside(db: Db, code: string, day: string): Promise<number> {
  const row = await places(db)
    .selectFrom('places.attribute as a')
    .select(sql<number>`count(*)`.as('count'))
    .where('a.parent_code', '=', code)
    .where(sql<SqlBool>`(a.until is null or a.until > ${day})`)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Creates places with their first attributes. */
export async function insertPlaces(
  db: Db,
  rows: readonly (TreeRow & { id: string })[],
  from: { openedOn: string; source: string },
): Promise<void> {
  const facts = rows.map((row) => ({ ...row, parent: row.parentCode, pinyin: searchKey(row.name) }))
  const sheet = sql`jsonb_to_recordset(${JSON.stringify(facts)}::text::jsonb)
    as row (code text, id uuid, name text, level text, parent text, pinyin text)`
  await sql`insert into places.place (tenant_code, level, opened_on)
    select code, level, ${from.openedOn}::date from ${sheet}`.execute(db)
  await sql`insert into places.attribute
      (tenant_code, id, official_code, name, parent_code, since, source, pinyin)
    select code, id, code, name, parent, ${from.openedOn}::date, ${from.source}, pinyin
    from ${sheet}`.execute(db)
}

/** Ends the latest attributes of a place the day the next ones begin. */
export async function endAttribute(
  db: Db,
  key: { tenantCode: string; id: string },
  until: string,
): Promise<void> {
  const { numUpdatedRows } = await places(db)
    .updateTable('places.attribute')
    .set({ until })
    .where('tenant_code', '=', key.tenantCode)
    .where('id', '=', key.id)
    .where('until', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Error(`The attributes of ${key.tenantCode} have changed.`)
}

export async function insertAttribute(
  db: Db,
  tenantCode: string,
  attribute: Omit<Attribute, 'until'> & { source: string },
): Promise<void> {
  await places(db)
    .insertInto('places.attribute')
    .values({
      tenant_code: tenantCode,
      id: attribute.id,
      official_code: attribute.officialCode,
      name: attribute.name,
      parent_code: attribute.parentCode,
      since: attribute.since,
      until: null,
      source: attribute.source,
      pinyin: searchKey(attribute.name),
    })
    .execute()
}

export async function closePlace(db: Db, tenantCode: string, closedOn: string): Promise<void> {
  await places(db)
    .updateTable('places.place')
    .set({ closed_on: closedOn })
    .where('tenant_code', '=', tenantCode)
    .execute()
}

const divisionColumns = ['d.id', 'd.kind', 'd.code', 'd.name', 'd.since', 'd.until'] as const

/** Groups or grids of a village, ended ones included, in the order of their numbers. */
export async function divisionsOf(
  db: Db,
  tenantCode: string,
  kind?: DivisionKind,
): Promise<Division[]> {
  let query = places(db)
    .selectFrom('places.division as d')
    .select(divisionColumns)
    .where('d.tenant_code', '=', tenantCode)
  if (kind) query = query.where('d.kind', '=', kind)
  return query.orderBy('d.kind').orderBy(sql`length(d.code)`).orderBy('d.code').execute()
}

export async function findDivision(
  db: Db,
  tenantCode: string,
  id: string,
): Promise<Division | null> {
  const row = await places(db)
    .selectFrom('places.division as d')
    .select(divisionColumns)
    .where('d.tenant_code', '=', tenantCode)
    .where('d.id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

export async function insertDivision(
  db: Db,
  tenantCode: string,
  division: Omit<Division, 'until'>,
): Promise<void> {
  await places(db)
    .insertInto('places.division')
    .values({ tenant_code: tenantCode, ...division, until: null })
    .execute()
}

export async function endDivision(
  db: Db,
  key: { tenantCode: string; id: string },
  until: string,
): Promise<void> {
  await places(db)
    .updateTable('places.division')
    .set({ until })
    .where('tenant_code', '=', key.tenantCode)
    .where('id', '=', key.id)
    .execute()
}
