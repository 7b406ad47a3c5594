import { sql } from 'kysely'
import { type Db, tables } from '#kernel/tables.ts'
import { divisionNames, type Here } from '#people/store.ts'
import type { Assistance, AssistanceTable, FoundForHelp, Helped } from './model.ts'

interface CardTable {
  tenant_code: string
  person_id: string
  locator: string
  hash: string
  ended_at: string | null
}

function assistances(db: Db) {
  return tables<{ 'people.assistance': AssistanceTable; 'auth.passbook': CardTable }>(db)
}

export async function insertAssistance(db: Db, row: AssistanceTable): Promise<void> {
  await assistances(db).insertInto('people.assistance').values(row).execute()
}

export async function findAssistance(
  db: Db,
  tenantCode: string,
  id: string,
): Promise<Assistance | null> {
  const row = await assistances(db)
    .selectFrom('people.assistance')
    .select([
      'id',
      'person_id as personId',
      'helper_tenant_code as helperTenantCode',
      'helper_person_id as helperPersonId',
      'expires_at as expiresAt',
      'ended_at as endedAt',
    ])
    .where('tenant_code', '=', tenantCode)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/** Ends an assistance that is still open; says whether it was. */
export async function endAssistance(
  db: Db,
  tenantCode: string,
  ending: { id: string; at: string; by: string | null },
): Promise<boolean> {
  const result = await assistances(db)
    .updateTable('people.assistance')
    .set({ ended_at: ending.at, ended_by: ending.by })
    .where('tenant_code', '=', tenantCode)
    .where('id', '=', ending.id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function findOpenCard(
  db: Db,
  tenantCode: string,
  personId: string,
): Promise<{ locator: string; hash: string } | null> {
  const row = await assistances(db)
    .selectFrom('auth.passbook')
    .select(['locator', 'hash'])
    .where('tenant_code', '=', tenantCode)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** Every time somebody was helped, newest first. */
export async function helpOf(db: Db, tenantCode: string, personId: string): Promise<Helped[]> {
  const { rows } = await sql<Helped>`
    select a.id, h.name as "helperName", a.method, w.name as "witnessName",
      a.granted_at as "grantedAt", a.expires_at as "expiresAt", a.ended_at as "endedAt"
    from people.assistance a
    left join people.person h on h.tenant_code = a.tenant_code
      and h.tenant_code = a.helper_tenant_code and h.id = a.helper_person_id
    left join people.person w on w.tenant_code = a.tenant_code and w.id = a.witness_person_id
    where a.tenant_code = ${tenantCode} and a.person_id = ${personId}
    order by a.granted_at desc
    limit 100`.execute(db)
  return rows
}

/** Grown-ups of the village with exactly this name; in a household when its code is given. */
export async function findForHelp(
  db: Db,
  here: Here,
  wanted: { name: string; householdCode: string | null },
): Promise<FoundForHelp[]> {
  const { tenantCode, today } = here
  const { rows } = await sql<Omit<FoundForHelp, 'groupName'> & { groupId: string | null }>`
    select p.id as "personId", p.name, h.code as "householdCode", i.division_id as "groupId"
    from people.person p
    join people.membership m on m.tenant_code = p.tenant_code and m.person_id = p.id
      and m.since <= ${today} and (m.until is null or m.until > ${today})
    join people.household h on h.tenant_code = m.tenant_code and h.id = m.household_id
    left join people.household_division i on i.tenant_code = h.tenant_code
      and i.household_id = h.id and i.kind = 'villagers_group'
      and i.since <= ${today} and (i.until is null or i.until > ${today})
    where p.tenant_code = ${tenantCode} and p.closed_on is null and p.name = ${wanted.name}
      and p.birth_date <= (${today}::date - interval '18 years')::date
      and (${wanted.householdCode}::text is null or h.code = ${wanted.householdCode})
    order by h.code
    limit 10`.execute(db)
  const nameOf = await divisionNames(db, here)
  return rows.map(({ groupId, ...row }) => ({ ...row, groupName: nameOf(groupId) }))
}
