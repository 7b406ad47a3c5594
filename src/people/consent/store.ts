import { sql } from 'kysely'
import { type Db, tables } from '#kernel/tables.ts'
import { type Purpose, purposes } from '#people/model.ts'
import { divisionNames, type Here } from '#people/store.ts'
import type {
  Consent,
  ConsentTable,
  Participating,
  ParticipatingHousehold,
  Standing,
} from './model.ts'

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

/** Since which instant somebody has taken part in points without a break; null for whoever does not. */
export async function openSince(
  db: Db,
  tenantCode: string,
  personId: string,
): Promise<string | null> {
  const row = await consents(db)
    .selectFrom('people.consent')
    .select('granted_at')
    .where('tenant_code', '=', tenantCode)
    .where('person_id', '=', personId)
    .where('purpose', '=', 'points')
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return row?.granted_at ?? null
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
      and purpose = any (${[...purposes]}) and withdrawn_at is null
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

interface Asked extends Here {
  /** Only these; all of the place when left out. */
  readonly householdIds?: readonly string[] | undefined
}

/** Members on a day with what they agreed to; each table is gone through once. */
function membersWithConsents({ tenantCode, today, householdIds }: Asked) {
  const within = householdIds ? sql`and household_id = any (${householdIds}::uuid[])` : sql``
  return sql`
    membership as materialized (
      select household_id, person_id, relation from people.membership
      where tenant_code = ${tenantCode} ${within}
        and since <= ${today} and (until is null or until > ${today})
    ), agreed as materialized (
      select person_id, bool_or(purpose = 'points') as points,
        bool_or(purpose = 'publish_name') as publish_name
      from people.consent
      where tenant_code = ${tenantCode} and withdrawn_at is null
        and person_id = any (array(select person_id from membership))
      group by person_id
    ), member as materialized (
      select m.household_id, m.person_id, m.relation, p.name,
        a.points and p.birth_date <= (${today}::date - interval '18 years')::date as takes_part,
        a.publish_name and p.birth_date <= (${today}::date - interval '18 years')::date as named
      from membership m
      join people.person p on p.tenant_code = ${tenantCode} and p.id = m.person_id
        and p.closed_on is null
      left join agreed a on a.person_id = m.person_id
    )`
}

/** Households of which at least one adult member agreed. */
function takingPart(asked: Asked) {
  return sql`
    ${membersWithConsents(asked)}, house as materialized (
      select household_id,
        array_agg(person_id order by person_id) filter (where takes_part) as participants,
        (array_agg(name order by name) filter (where relation = 'head'))[1] as head_name,
        (array_agg(name order by name) filter (where relation = 'head' and named))[1]
          as consented_name
      from member group by household_id having bool_or(takes_part)
    )`
}

/** Those of these households that take part, by household code. */
export async function findParticipatingAmong(
  db: Db,
  which: Here & { readonly householdIds: readonly string[] },
): Promise<Participating[]> {
  const { rows } = await sql<Participating>`
    with ${takingPart(which)}
    select h.id as "householdId", h.code, house.consented_name as "consentedName",
      house.participants as "participantIds"
    from house
    join people.household h on h.tenant_code = ${which.tenantCode} and h.id = house.household_id
    where h.closed_on is null
    order by length(h.code), h.code`.execute(db)
  return rows
}

/** The households that take part, with their heads and groups, by household code. */
export async function findParticipating(db: Db, here: Here): Promise<ParticipatingHousehold[]> {
  const { tenantCode, today } = here
  const { rows } = await sql<
    Omit<ParticipatingHousehold, 'groupName'> & { groupId: string | null }
  >`
    with ${takingPart(here)}, lies as materialized (
      select household_id, division_id from people.household_division
      where tenant_code = ${tenantCode} and kind = 'villagers_group'
        and household_id = any (array(select household_id from house))
        and since <= ${today} and (until is null or until > ${today})
    )
    select h.id as "householdId", h.code, house.head_name as "headName",
      lies.division_id as "groupId", house.consented_name as "consentedName",
      house.participants as "participantIds", h.opened_on as "openedOn"
    from house
    join people.household h on h.tenant_code = ${tenantCode} and h.id = house.household_id
    left join lies on lies.household_id = h.id
    where h.closed_on is null
    order by length(h.code), h.code`.execute(db)
  const nameOf = await divisionNames(db, here)
  return rows.map(({ groupId, ...row }) => ({ ...row, groupName: nameOf(groupId) }))
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
