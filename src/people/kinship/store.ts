import { sql } from 'kysely'
import { type Db, tables } from '#kernel/tables.ts'
import type { Here } from '#people/store.ts'
import type { KinshipKind, KinshipTables, Living, Tie } from './model.ts'

function kinships(db: Db) {
  return tables<KinshipTables>(db)
}

export interface Kin {
  readonly id: string
  readonly personId: string
  readonly name: string
  readonly relation: KinshipKind
  readonly householdCode: string | null
  /** The tie was recorded from the other person's side. */
  readonly reversed: boolean
}

/** The recorded kin of a person, from either side. */
export async function kinOf(db: Db, here: Here, personId: string): Promise<Kin[]> {
  const { rows } = await sql<Kin>`
    select k.id, p.id as "personId", p.name, k.relation, h.code as "householdCode",
      k.relative_id = ${personId} as reversed
    from people.kinship k
    join people.person p on p.tenant_code = k.tenant_code
      and p.id = case when k.person_id = ${personId} then k.relative_id else k.person_id end
    left join people.membership m on m.tenant_code = p.tenant_code and m.person_id = p.id
      and m.since <= ${here.today} and (m.until is null or m.until > ${here.today})
    left join people.household h on h.tenant_code = m.tenant_code and h.id = m.household_id
    where k.tenant_code = ${here.tenantCode} and ${personId} in (k.person_id, k.relative_id)
      and k.since <= ${here.today} and (k.until is null or k.until > ${here.today})
    order by p.name, p.id`.execute(db)
  return rows
}

export async function isKin(
  db: Db,
  here: Here,
  pair: { personId: string; relativeId: string },
): Promise<boolean> {
  const kin = await kinOf(db, here, pair.personId)
  return kin.some((one) => one.personId === pair.relativeId)
}

export async function insertKinship(db: Db, row: KinshipTables['people.kinship']): Promise<void> {
  await kinships(db).insertInto('people.kinship').values(row).execute()
}

/** Returns the two people whose tie ended, or null when there was no open one. */
export async function endKinship(
  db: Db,
  here: Here,
  kinshipId: string,
): Promise<{ personId: string; relativeId: string } | null> {
  const row = await kinships(db)
    .updateTable('people.kinship')
    .set({ until: here.today })
    .where('tenant_code', '=', here.tenantCode)
    .where('id', '=', kinshipId)
    .where('until', 'is', null)
    .returning(['person_id as personId', 'relative_id as relativeId'])
    .executeTakeFirst()
  return row ?? null
}

/** A ward has the guardian named last; the one before ends that day. */
export async function replaceGuardian(
  db: Db,
  row: KinshipTables['people.guardianship'],
): Promise<void> {
  await kinships(db)
    .updateTable('people.guardianship')
    .set({ until: row.since })
    .where('tenant_code', '=', row.tenant_code)
    .where('ward_id', '=', row.ward_id)
    .where('until', 'is', null)
    .execute()
  await kinships(db).insertInto('people.guardianship').values(row).execute()
}

export async function guardianOf(
  db: Db,
  here: Here,
  wardId: string,
): Promise<{ personId: string; name: string } | null> {
  const { rows } = await sql<{ personId: string; name: string }>`
    select p.id as "personId", p.name from people.guardianship g
    join people.person p on p.tenant_code = g.tenant_code and p.id = g.guardian_id
    where g.tenant_code = ${here.tenantCode} and g.ward_id = ${wardId} and g.until is null`.execute(
    db,
  )
  return rows[0] ?? null
}

/** The ties of somebody and of those they live with, and who lives with all of these today. */
export async function tiesAndHomes(
  db: Db,
  here: Here,
  personId: string,
): Promise<{ ties: Tie[]; living: Living[] }> {
  const { tenantCode, today } = here
  const { rows } = await sql<{ ties: Tie[]; living: Living[] }>`
    with lives as (
      select person_id, household_id from people.membership
      where tenant_code = ${tenantCode} and since <= ${today} and (until is null or until > ${today})
    ), own as materialized (
      select ${personId}::uuid as id
      union
      select o.person_id from lives m join lives o on o.household_id = m.household_id
      where m.person_id = ${personId}
    ), tie as materialized (
      select person_id, relative_id from people.kinship
      where tenant_code = ${tenantCode} and since <= ${today} and (until is null or until > ${today})
        and (person_id = any (array(select id from own))
          or relative_id = any (array(select id from own)))
    ), near as materialized (
      select id from own union select person_id from tie union select relative_id from tie
    ), home as materialized (
      select distinct household_id from lives where person_id = any (array(select id from near))
    )
    select
      (select coalesce(jsonb_agg(jsonb_build_object('personId', person_id,
        'relativeId', relative_id)), '[]') from tie) as ties,
      (select coalesce(jsonb_agg(jsonb_build_object('personId', person_id,
        'householdId', household_id)), '[]') from lives
        where household_id = any (array(select household_id from home))) as living`.execute(db)
  return rows[0]!
}

export interface Copying {
  readonly from: string
  readonly to: string
  readonly pairs: readonly { readonly from: string; readonly to: string }[]
  readonly since: string
  newId(): string
}

/** Ties among people who move together go with them. */
export async function copyKinship(db: Db, copying: Copying): Promise<void> {
  const there = new Map(copying.pairs.map((pair) => [pair.from, pair.to]))
  const moved = [...there.keys()]
  if (moved.length === 0) return
  const own = { tenant_code: copying.to, since: copying.since, until: null }
  const ties = await kinships(db)
    .selectFrom('people.kinship')
    .select(['person_id', 'relative_id', 'relation'])
    .where('tenant_code', '=', copying.from)
    .where('until', 'is', null)
    .where('person_id', 'in', moved)
    .where('relative_id', 'in', moved)
    .execute()
  for (const tie of ties) {
    const pair = { person_id: there.get(tie.person_id)!, relative_id: there.get(tie.relative_id)! }
    await insertKinship(db, { ...own, ...pair, id: copying.newId(), relation: tie.relation })
  }
  await copyGuardians(db, { copying, there, moved })
}

async function copyGuardians(
  db: Db,
  facts: { copying: Copying; there: ReadonlyMap<string, string>; moved: readonly string[] },
): Promise<void> {
  const { copying, there, moved } = facts
  const rows = await kinships(db)
    .selectFrom('people.guardianship')
    .select(['ward_id', 'guardian_id', 'decision'])
    .where('tenant_code', '=', copying.from)
    .where('until', 'is', null)
    .where('ward_id', 'in', moved)
    .where('guardian_id', 'in', moved)
    .execute()
  for (const row of rows) {
    const pair = { ward_id: there.get(row.ward_id)!, guardian_id: there.get(row.guardian_id)! }
    const own = { tenant_code: copying.to, id: copying.newId(), decision: row.decision }
    await replaceGuardian(db, { ...own, ...pair, since: copying.since, until: null })
  }
}
