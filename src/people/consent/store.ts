import { sql } from 'kysely'
import { type Db, tables } from '#kernel/tables.ts'
import type { Purpose } from '#people/model.ts'
import type { Here } from '#people/store.ts'
import type { Consent, ConsentTable, ParticipatingHousehold, Standing } from './model.ts'

function consents(db: Db) {
  return tables<{ 'people.consent': ConsentTable }>(db)
}

export async function insertConsents(db: Db, rows: readonly ConsentTable[]): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into people.consent select * from
    jsonb_populate_recordset(null::people.consent, ${JSON.stringify(rows)}::text::jsonb)`.execute(
    db,
  )
}

export async function hasOpenConsent(
  db: Db,
  tenantCode: string,
  key: { personId: string; purpose: Purpose },
): Promise<boolean> {
  const row = await consents(db)
    .selectFrom('people.consent')
    .select('id')
    .where('tenant_code', '=', tenantCode)
    .where('person_id', '=', key.personId)
    .where('purpose', '=', key.purpose)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

export interface Closing {
  readonly personId: string
  readonly purpose: Purpose
  readonly at: string
  readonly by: string | null
}

/** Closes an open consent; says whether there was one. */
export async function closeConsent(db: Db, tenantCode: string, closing: Closing): Promise<boolean> {
  const result = await consents(db)
    .updateTable('people.consent')
    .set({
      withdrawn_at: sql`greatest(granted_at, ${closing.at}::timestamptz)`,
      withdrawn_by: closing.by,
    })
    .where('tenant_code', '=', tenantCode)
    .where('person_id', '=', closing.personId)
    .where('purpose', '=', closing.purpose)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Every choice of a person, newest first, with the names of those who entered it for them. */
export async function consentsOf(db: Db, tenantCode: string, personId: string): Promise<Consent[]> {
  const { rows } = await sql<Consent>`
    select c.id, c.purpose, c.wording_version as "wordingVersion", c.method,
      c.granted_at as "grantedAt", g.name as "grantedByName",
      c.withdrawn_at as "withdrawnAt", w.name as "withdrawnByName"
    from people.consent c
    left join people.person g on g.tenant_code = c.tenant_code and g.id = c.granted_by
    left join people.person w on w.tenant_code = c.tenant_code and w.id = c.withdrawn_by
    where c.tenant_code = ${tenantCode} and c.person_id = ${personId}
    order by c.granted_at desc, c.purpose`.execute(db)
  return rows
}

/** Which purposes each of these people agrees to today. */
export async function openPurposesOf(
  db: Db,
  tenantCode: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Purpose[]>> {
  const { rows } = await sql<{ personId: string; purposes: Purpose[] }>`
    select person_id as "personId", array_agg(purpose order by purpose) as purposes
    from people.consent
    where tenant_code = ${tenantCode} and person_id = any (${personIds}::uuid[])
      and withdrawn_at is null
    group by person_id`.execute(db)
  return new Map(rows.map((row) => [row.personId, row.purposes]))
}

/**
 * The adults on the books today who agreed to a purpose. Eighteen years are counted back from the
 * day, so that a birthday counts from its own day on.
 */
export function agreeingAdults(here: Here, purpose: Purpose) {
  return sql`
    select c.person_id from people.consent c
    join people.person a on a.tenant_code = c.tenant_code and a.id = c.person_id
    where c.tenant_code = ${here.tenantCode} and c.purpose = ${purpose}
      and c.withdrawn_at is null and a.closed_on is null
      and a.birth_date <= (${here.today}::date - interval '18 years')::date`
}

/** The households that take part: at least one adult member agreed, by household code. */
export async function findParticipating(
  db: Db,
  here: Here & { readonly householdIds?: readonly string[] },
): Promise<ParticipatingHousehold[]> {
  const { tenantCode, today, householdIds = null } = here
  const { rows } = await sql<ParticipatingHousehold>`
    with member as (
      select m.household_id, m.person_id, m.relation, p.name
      from people.membership m
      join people.person p on p.tenant_code = m.tenant_code and p.id = m.person_id
      where m.tenant_code = ${tenantCode} and p.closed_on is null
        and m.since <= ${today} and (m.until is null or m.until > ${today})
        and (${householdIds}::uuid[] is null or m.household_id = any (${householdIds}::uuid[]))
    ), house as (
      select household_id,
        (array_agg(name order by person_id) filter (where relation = 'head'))[1] as head_name,
        (array_agg(name order by person_id) filter (where relation = 'head' and person_id in (
          ${agreeingAdults(here, 'publish_name')})))[1] as consented_name,
        (count(*) filter (where person_id in (${agreeingAdults(here, 'points')})))::int
          as participants
      from member
      group by household_id
    )
    select h.id as "householdId", h.code, house.head_name as "headName", d.name as "groupName",
      house.consented_name as "consentedName", house.participants
    from house
    join people.household h on h.tenant_code = ${tenantCode} and h.id = house.household_id
    left join people.household_division i on i.tenant_code = h.tenant_code
      and i.household_id = h.id and i.kind = 'villagers_group'
      and i.since <= ${today} and (i.until is null or i.until > ${today})
    left join places.division d on d.tenant_code = i.tenant_code and d.id = i.division_id
    where h.closed_on is null and house.participants > 0
    order by length(h.code), h.code`.execute(db)
  return rows
}

export async function findAgreeing(db: Db, here: Here, purpose: Purpose): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`${agreeingAdults(here, purpose)}`.execute(db)
  return rows.map((row) => row.person_id)
}

/** The open households among these, and how many adults of theirs agreed to points. */
export async function findStandings(
  db: Db,
  which: Here & { readonly householdIds: readonly string[] },
): Promise<Map<string, Standing>> {
  const { tenantCode, today, householdIds } = which
  const { rows } = await sql<{ id: string; participants: number }>`
    with member as materialized (
      select household_id, person_id from people.membership
      where tenant_code = ${tenantCode} and household_id = any (${householdIds}::uuid[])
        and since <= ${today} and (until is null or until > ${today})
    ), adult as materialized (
      select id from people.person
      where tenant_code = ${tenantCode} and id = any (array(select person_id from member))
        and closed_on is null and birth_date <= (${today}::date - interval '18 years')::date
    ), agreed as materialized (
      select person_id from people.consent
      where tenant_code = ${tenantCode} and person_id = any (array(select person_id from member))
        and purpose = 'points' and withdrawn_at is null
    )
    select h.id, (count(*) filter (where m.person_id in (select id from adult)
      and m.person_id in (select person_id from agreed)))::int as participants
    from people.household h
    left join member m on m.household_id = h.id
    where h.tenant_code = ${tenantCode} and h.id = any (${householdIds}::uuid[])
      and h.closed_on is null
    group by h.id`.execute(db)
  return new Map(
    rows.map(({ id, participants }) => [id, { takesPart: participants > 0, participants }]),
  )
}
