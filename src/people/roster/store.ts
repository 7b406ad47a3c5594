import { sql } from 'kysely'
import { type Db, tables } from '#kernel/tables.ts'
import { type Here, searchKey } from '#people/store.ts'
import type {
  KnownHousehold,
  KnownPerson,
  ReadingTableRow,
  RosterLine,
  RosterReport,
  SheetTableRow,
} from './model.ts'

function sheets(db: Db) {
  return tables<{ 'people.roster_sheet': SheetTableRow; 'people.roster_reading': ReadingTableRow }>(
    db,
  )
}

/** Everybody who is or was on the books, with where they live or lived last. */
export async function knownPersons(db: Db, here: Here): Promise<KnownPerson[]> {
  const { tenantCode, today } = here
  const { rows } = await sql<KnownPerson>`
    with last_home as (
      select distinct on (m.person_id) m.person_id, m.id, m.household_id, m.relation,
        m.since <= ${today} and (m.until is null or m.until > ${today}) as lives
      from people.membership m where m.tenant_code = ${tenantCode}
      order by m.person_id, m.until desc nulls first, m.since desc
    ), points as (
      select c.person_id, bool_or(c.withdrawn_at is null) as open, max(c.withdrawn_at) as withdrawn
      from people.consent c where c.tenant_code = ${tenantCode} and c.purpose = 'points'
      group by c.person_id
    )
    select p.id, p.name, p.sex, p.birth_date as "birthDate", p.closed_reason as "closedReason",
      i.id_number_digest as "idDigest", i.phone_digest as "phoneDigest",
      m.id as "membershipId", h.id as "householdId", h.code as "householdCode", m.relation,
      coalesce(m.lives, false) as lives, coalesce(c.open, false) as "takesPart",
      (c.withdrawn at time zone 'Asia/Shanghai')::date as "withdrawnOn"
    from people.person p
    left join people.identity i on i.tenant_code = p.tenant_code and i.person_id = p.id
    left join last_home m on m.person_id = p.id
    left join people.household h on h.tenant_code = p.tenant_code and h.id = m.household_id
    left join points c on c.person_id = p.id
    where p.tenant_code = ${tenantCode}`.execute(db)
  return rows
}

export async function knownHouseholds(db: Db, here: Here): Promise<KnownHousehold[]> {
  const { tenantCode, today } = here
  const { rows } = await sql<KnownHousehold>`
    select h.id, h.code, h.closed_on is not null as closed, g.division_id as "groupId",
      n.division_id as "gridId"
    from people.household h
    left join people.household_division g on g.tenant_code = h.tenant_code
      and g.household_id = h.id and g.kind = 'villagers_group'
      and g.since <= ${today} and (g.until is null or g.until > ${today})
    left join people.household_division n on n.tenant_code = h.tenant_code
      and n.household_id = h.id and n.kind = 'grid'
      and n.since <= ${today} and (n.until is null or n.until > ${today})
    where h.tenant_code = ${tenantCode}`.execute(db)
  return rows
}

/** Writes changed names, sexes and birthdays of any number of people in one statement. */
export async function correctPersons(
  db: Db,
  tenantCode: string,
  lines: readonly RosterLine[],
): Promise<void> {
  const rows = lines.map(({ entry, known }) => ({
    ...{ id: known!.id, name: entry.name, pinyin: searchKey(entry.name) },
    ...{ sex: entry.sex, birth_date: entry.birthDate },
  }))
  if (rows.length === 0) return
  await sql`update people.person p
    set name = r.name, pinyin = r.pinyin, sex = r.sex, birth_date = r.birth_date
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as r (id uuid, name text, pinyin text, sex text, birth_date date)
    where p.tenant_code = ${tenantCode} and p.id = r.id`.execute(db)
}

export async function insertReading(db: Db, row: ReadingTableRow): Promise<void> {
  await sheets(db).insertInto('people.roster_reading').values(row).execute()
}

export async function findReading(
  db: Db,
  tenantCode: string,
  id: string,
): Promise<ReadingTableRow | null> {
  const row = await sheets(db)
    .selectFrom('people.roster_reading')
    .selectAll()
    .where('tenant_code', '=', tenantCode)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

export async function deleteReading(db: Db, tenantCode: string, id: string): Promise<void> {
  await sheets(db)
    .deleteFrom('people.roster_reading')
    .where('tenant_code', '=', tenantCode)
    .where('id', '=', id)
    .execute()
}

/**
 * Keeps a sheet after its dry run; what earlier sheets said is deleted, and what was laid aside and
 * never kept. A colleague's upload of this very moment is left alone.
 */
export async function keepSheet(db: Db, row: SheetTableRow, by: string): Promise<void> {
  await sql`delete from people.roster_reading r
    where r.tenant_code = ${row.tenant_code} and r.id <> ${row.id}
      and (r.read_by = ${by} or r.read_at < ${row.kept_at}::timestamptz - interval '1 hour'
        or exists (select 1 from people.roster_sheet s
          where s.tenant_code = r.tenant_code and s.id = r.id))`.execute(db)
  await sheets(db).insertInto('people.roster_sheet').values(row).execute()
}

export async function findSheet(
  db: Db,
  tenantCode: string,
  id: string,
): Promise<(SheetTableRow & { sealed: string | null }) | null> {
  const row = await sheets(db)
    .selectFrom('people.roster_sheet as s')
    .leftJoin('people.roster_reading as r', (join) =>
      join.onRef('r.tenant_code', '=', 's.tenant_code').onRef('r.id', '=', 's.id'),
    )
    .selectAll('s')
    .select('r.sealed')
    .where('s.tenant_code', '=', tenantCode)
    .where('s.id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/** The last sheets of a village, newest first. */
export async function listSheets(db: Db, tenantCode: string) {
  const { rows } = await sql<{
    id: string
    fileName: string
    keptAt: string
    keptByName: string | null
    importedAt: string | null
    report: RosterReport | null
  }>`
    select s.id, s.file_name as "fileName", s.kept_at as "keptAt", p.name as "keptByName",
      s.imported_at as "importedAt", s.report
    from people.roster_sheet s
    left join people.person p on p.tenant_code = s.tenant_code and p.id = s.kept_by
    where s.tenant_code = ${tenantCode}
    order by s.kept_at desc
    limit 20`.execute(db)
  return rows
}

export async function markImported(
  db: Db,
  tenantCode: string,
  imported: { sheetId: string; at: string; by: string | null; report: RosterReport },
): Promise<void> {
  await sheets(db)
    .updateTable('people.roster_sheet')
    .set({
      imported_at: imported.at,
      imported_by: imported.by,
      report: sql`${JSON.stringify(imported.report)}::text::jsonb`,
    })
    .where('tenant_code', '=', tenantCode)
    .where('id', '=', imported.sheetId)
    .execute()
}
