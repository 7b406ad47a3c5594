import { type Db, tables } from '#kernel/tables.ts'
import type { OrganisationsTables, PartyMember } from './model.ts'

type Tables = OrganisationsTables & {
  'people.person': { tenant_code: string; id: string; name: string }
}

const organisations = (db: Db) => tables<Tables>(db)

/** Party members of a place: sensitive, so read by those who keep the list only. */
export async function partyMembersOf(db: Db, tenantCode: string): Promise<PartyMember[]> {
  return organisations(db)
    .selectFrom('organisations.party_membership as m')
    .innerJoin('people.person as p', (join) =>
      join.onRef('p.tenant_code', '=', 'm.tenant_code').onRef('p.id', '=', 'm.person_id'),
    )
    .select(['m.id', 'm.organisation_id as organisationId', 'm.person_id as personId', 'p.name'])
    .select(['m.since', 'm.until'])
    .where('m.tenant_code', '=', tenantCode)
    .orderBy('m.since')
    .execute()
}

export async function insertPartyMember(
  db: Db,
  tenantCode: string,
  member: Omit<PartyMember, 'name' | 'until'>,
): Promise<void> {
  const { id, organisationId, personId, since } = member
  await organisations(db)
    .insertInto('organisations.party_membership')
    .values({
      ...{ tenant_code: tenantCode, id, organisation_id: organisationId, person_id: personId },
      ...{ since, until: null },
    })
    .execute()
}

export async function endPartyMember(
  db: Db,
  key: { tenantCode: string; id: string },
  until: string,
): Promise<void> {
  await organisations(db)
    .updateTable('organisations.party_membership')
    .set({ until })
    .where('tenant_code', '=', key.tenantCode)
    .where('id', '=', key.id)
    .execute()
}
