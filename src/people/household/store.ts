import { sql } from 'kysely'
import { type Db, tables } from '#kernel/tables.ts'
import type { DivisionKind, HouseholdEventTable } from '#people/model.ts'
import { people, type Tables } from '#people/store.ts'

/** Ends memberships on a day; returns how many were open and had begun by then. */
export async function endMemberships(
  db: Db,
  tenantCode: string,
  ending: { membershipIds: readonly string[]; until: string },
): Promise<number> {
  if (ending.membershipIds.length === 0) return 0
  const result = await people(db)
    .updateTable('people.membership')
    .set({ until: ending.until })
    .where('tenant_code', '=', tenantCode)
    .where(sql<boolean>`id = any (${ending.membershipIds}::uuid[])`)
    .where('until', 'is', null)
    .where('since', '<=', ending.until)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** Closes a household and its place in group and grid. */
export async function closeHousehold(
  db: Db,
  tenantCode: string,
  closing: { householdId: string; on: string },
): Promise<void> {
  await people(db)
    .updateTable('people.household')
    .set({ closed_on: sql`greatest(opened_on, ${closing.on}::date)` })
    .where('tenant_code', '=', tenantCode)
    .where('id', '=', closing.householdId)
    .where('closed_on', 'is', null)
    .execute()
  await endDivisions(db, tenantCode, { householdIds: [closing.householdId], until: closing.on })
}

/** Ends where households lie, in one kind of division or in all. */
export async function endDivisions(
  db: Db,
  tenantCode: string,
  ending: { householdIds: readonly string[]; until: string; kind?: DivisionKind },
): Promise<void> {
  if (ending.householdIds.length === 0) return
  await people(db)
    .updateTable('people.household_division')
    .set({ until: sql`greatest(since, ${ending.until}::date)` })
    .where('tenant_code', '=', tenantCode)
    .where(sql<boolean>`household_id = any (${ending.householdIds}::uuid[])`)
    .where('until', 'is', null)
    .$if(ending.kind !== undefined, (q) => q.where('kind', '=', ending.kind!))
    .execute()
}

export interface HouseholdEvent {
  readonly id: string
  readonly kind: HouseholdEventTable['kind']
  readonly fromTenantCode: string
  readonly fromHouseholdId: string
  readonly fromCode: string | null
  readonly toTenantCode: string
  readonly toHouseholdId: string
  readonly toCode: string | null
  readonly happenedOn: string
  readonly reason: string
}

/** What became of a household and what it came from; codes only of this village's own. */
export async function eventsOf(
  db: Db,
  tenantCode: string,
  householdId: string,
): Promise<HouseholdEvent[]> {
  const { rows } = await sql<HouseholdEvent>`
    select e.id, e.kind, e.from_tenant_code as "fromTenantCode",
      e.from_household_id as "fromHouseholdId", f.code as "fromCode",
      e.to_tenant_code as "toTenantCode", e.to_household_id as "toHouseholdId",
      t.code as "toCode", e.happened_on as "happenedOn", e.reason
    from people.household_event e
    left join people.household f on f.tenant_code = ${tenantCode}
      and f.tenant_code = e.from_tenant_code and f.id = e.from_household_id
    left join people.household t on t.tenant_code = ${tenantCode}
      and t.tenant_code = e.to_tenant_code and t.id = e.to_household_id
    where e.tenant_code = ${tenantCode}
      and (e.from_household_id = ${householdId} or e.to_household_id = ${householdId})
    order by e.happened_on desc, e.id`.execute(db)
  return rows
}

export interface FormerMember {
  readonly personId: string
  readonly name: string
  readonly since: string
  readonly until: string
  readonly closedReason: string | null
}

/** Who lived in a household before: those who live in it now are left out. */
export async function formerMembersOf(
  db: Db,
  here: { tenantCode: string; today: string },
  householdId: string,
): Promise<FormerMember[]> {
  const { rows } = await sql<FormerMember>`
    select p.id as "personId", p.name, min(m.since) as since, max(m.until) as until,
      p.closed_reason as "closedReason"
    from people.membership m
    join people.person p on p.tenant_code = m.tenant_code and p.id = m.person_id
    where m.tenant_code = ${here.tenantCode} and m.household_id = ${householdId}
    group by p.id, p.name, p.closed_reason, p.closed_on
    having p.closed_on is not null or bool_and(m.until is not null and m.until <= ${here.today})
    order by max(m.until) desc, p.name`.execute(db)
  return rows.map((row) => ({ ...row, until: row.until ?? here.today }))
}

interface LookTable {
  tenant_code: string
  id: string
  person_id: string
  looked_at: string
  by_person_id: string | null
  by_post: string
  purpose: string
}

export interface LookedAt {
  readonly id: string
  readonly at: string
  readonly personName: string
  readonly byName: string | null
  readonly post: string
  readonly purpose: string
}

/** Who looked at the records of these people last. */
export async function looksAt(
  db: Db,
  tenantCode: string,
  personIds: readonly string[],
): Promise<LookedAt[]> {
  if (personIds.length === 0) return []
  return tables<Tables & { 'audit.look': LookTable }>(db)
    .selectFrom('audit.look as l')
    .innerJoin('people.person as p', (join) =>
      join.onRef('p.tenant_code', '=', 'l.tenant_code').onRef('p.id', '=', 'l.person_id'),
    )
    .leftJoin('people.person as b', (join) =>
      join.onRef('b.tenant_code', '=', 'l.tenant_code').onRef('b.id', '=', 'l.by_person_id'),
    )
    .select(['l.id', 'l.looked_at as at', 'p.name as personName', 'b.name as byName'])
    .select(['l.by_post as post', 'l.purpose'])
    .where('l.tenant_code', '=', tenantCode)
    .where('l.person_id', 'in', personIds)
    .orderBy('l.looked_at', 'desc')
    .orderBy('p.name')
    .limit(30)
    .execute()
}

/**
 * Everybody of eighteen years and more who is a member of a household on a day. The years are counted
 * back from the day, so that a birthday counts from its own day on.
 */
export async function residentAdults(
  db: Db,
  { tenantCode, today }: { tenantCode: string; today: string },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct p.id from people.person p
    join people.membership m on m.tenant_code = p.tenant_code and m.person_id = p.id
      and m.since <= ${today} and (m.until is null or m.until > ${today})
    where p.tenant_code = ${tenantCode} and p.closed_on is null
      and p.birth_date <= (${today}::date - interval '18 years')::date
    order by p.id`.execute(db)
  return rows.map((row) => row.id)
}
