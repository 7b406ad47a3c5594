import { type SqlBool, sql } from 'kysely'
import type { Db } from '#kernel/tables.ts'
import { type Here, openOn, people } from '#people/store.ts'

/** Where somebody is found: the household on the board and the villagers' group; null for none. */
export interface Address {
  readonly name: string
  readonly householdCode: string | null
  readonly groupName: string | null
}

/** Names, households and groups of people on a day; unknown identifiers are left out. */
export async function findAddresses(
  db: Db,
  here: Here,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, Address>> {
  if (personIds.length === 0) return new Map()
  const rows = await people(db)
    .selectFrom('people.person as p')
    .leftJoin('people.membership as m', (join) =>
      join
        .onRef('m.tenant_code', '=', 'p.tenant_code')
        .onRef('m.person_id', '=', 'p.id')
        .on(openOn('m', here.today)),
    )
    .leftJoin('people.household as h', (join) =>
      join.onRef('h.tenant_code', '=', 'm.tenant_code').onRef('h.id', '=', 'm.household_id'),
    )
    .leftJoin('people.household_division as i', (join) =>
      join
        .onRef('i.tenant_code', '=', 'h.tenant_code')
        .onRef('i.household_id', '=', 'h.id')
        .on('i.kind', '=', 'villagers_group')
        .on(openOn('i', here.today)),
    )
    .leftJoin('places.division as d', (join) =>
      join.onRef('d.tenant_code', '=', 'i.tenant_code').onRef('d.id', '=', 'i.division_id'),
    )
    .select(['p.id', 'p.name', 'h.code as householdCode', 'd.name as groupName'])
    .where('p.tenant_code', '=', here.tenantCode)
    .where(sql<SqlBool>`p.id = any (${personIds}::uuid[])`)
    .execute()
  return new Map(rows.map(({ id, ...address }) => [id, address]))
}
