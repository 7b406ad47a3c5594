import { sql } from 'kysely'
import type { Secrets } from '#kernel/secrets.ts'
import type { Db } from '#kernel/tables.ts'
import type { IdentityTable, NewPerson, PersonTable } from '#people/model.ts'
import { insertRows, people, searchKey } from '#people/store.ts'
import type { Identity } from './model.ts'

export interface PersonToAdd extends NewPerson {
  readonly id: string
  /** The same human being in the place they came from. */
  readonly linked?: { tenantCode: string; personId: string }
}

export interface Entering {
  readonly tenantCode: string
  readonly openedOn: string
  readonly secrets: Secrets
}

/** Enters people with their sealed numbers, however many, in two statements. */
export async function insertPersons(
  db: Db,
  { tenantCode, openedOn, secrets }: Entering,
  persons: readonly PersonToAdd[],
): Promise<void> {
  const rows = persons.map(
    (person): PersonTable => ({
      tenant_code: tenantCode,
      id: person.id,
      name: person.name,
      pinyin: searchKey(person.name),
      sex: person.sex,
      birth_date: person.birthDate,
      opened_on: openedOn,
      closed_on: null,
      closed_reason: null,
      linked_tenant_code: person.linked?.tenantCode ?? null,
      linked_person_id: person.linked?.personId ?? null,
      forgotten_at: null,
    }),
  )
  await insertRows(db, 'people.person', rows)
  const identified = persons.filter((person) => person.idNumber || person.phone)
  const identities = identified.map((person) =>
    identityRow(secrets, { tenantCode, personId: person.id, ...person }),
  )
  await insertRows(db, 'people.identity', identities)
}

export interface Numbers {
  readonly tenantCode: string
  readonly personId: string
  readonly idNumber?: string | undefined
  readonly phone?: string | undefined
}

export function identityRow(secrets: Secrets, numbers: Numbers): IdentityTable {
  const { idNumber, phone } = numbers
  return {
    tenant_code: numbers.tenantCode,
    person_id: numbers.personId,
    id_number_sealed: idNumber ? secrets.seal(idNumber) : null,
    id_number_digest: idNumber ? secrets.digest(idNumber) : null,
    phone_sealed: phone ? secrets.seal(phone) : null,
    phone_digest: phone ? secrets.digest(phone) : null,
  }
}

/** Sets the numbers that are given and leaves the others, for many people in one statement. */
export async function setNumbers(db: Db, rows: readonly IdentityTable[]): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into people.identity
    select * from jsonb_populate_recordset(null::people.identity, ${JSON.stringify(rows)}::text::jsonb)
    on conflict (tenant_code, person_id) do update set
      id_number_sealed = coalesce(excluded.id_number_sealed, people.identity.id_number_sealed),
      id_number_digest = coalesce(excluded.id_number_digest, people.identity.id_number_digest),
      phone_sealed = coalesce(excluded.phone_sealed, people.identity.phone_sealed),
      phone_digest = coalesce(excluded.phone_digest, people.identity.phone_digest)`.execute(db)
}

export async function removePhone(db: Db, tenantCode: string, personId: string): Promise<void> {
  await people(db)
    .updateTable('people.identity')
    .set({ phone_sealed: null, phone_digest: null })
    .where('tenant_code', '=', tenantCode)
    .where('person_id', '=', personId)
    .execute()
}

export async function changePerson(
  db: Db,
  key: { tenantCode: string; personId: string },
  changes: { name?: string; sex?: PersonTable['sex']; birthDate?: string },
): Promise<void> {
  const set = {
    ...(changes.name ? { name: changes.name, pinyin: searchKey(changes.name) } : {}),
    ...(changes.sex ? { sex: changes.sex } : {}),
    ...(changes.birthDate ? { birth_date: changes.birthDate } : {}),
  }
  if (Object.keys(set).length === 0) return
  await people(db)
    .updateTable('people.person')
    .set(set)
    .where('tenant_code', '=', key.tenantCode)
    .where('id', '=', key.personId)
    .execute()
}

/** Takes people off the books; their rows and what they did stay. Returns how many were open. */
export async function closePersons(
  db: Db,
  tenantCode: string,
  closing: { personIds: readonly string[]; on: string; reason: PersonTable['closed_reason'] },
): Promise<number> {
  const result = await people(db)
    .updateTable('people.person')
    .set({ closed_on: closing.on, closed_reason: closing.reason })
    .where('tenant_code', '=', tenantCode)
    .where(sql<boolean>`id = any (${closing.personIds}::uuid[])`)
    .where('closed_on', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

export interface NumberHolder {
  readonly personId: string
  readonly digest: string
  readonly name: string
  readonly closedReason: PersonTable['closed_reason']
}

/** Who here has one of these identity numbers, on the books or once on them. */
export async function holdersOfNumbers(
  db: Db,
  tenantCode: string,
  digests: readonly string[],
): Promise<NumberHolder[]> {
  if (digests.length === 0) return []
  const { rows } = await sql<NumberHolder>`
    select p.id as "personId", i.id_number_digest as digest, p.name,
      p.closed_reason as "closedReason"
    from people.identity i
    join people.person p on p.tenant_code = i.tenant_code and p.id = i.person_id
    where i.tenant_code = ${tenantCode} and i.id_number_digest = any (${digests}::text[])`.execute(
    db,
  )
  return rows
}

/** Somebody comes back: their number belongs to the new record, the old one keeps the rest. */
export async function releaseNumbers(
  db: Db,
  tenantCode: string,
  personIds: readonly string[],
): Promise<void> {
  if (personIds.length === 0) return
  await people(db)
    .updateTable('people.identity')
    .set({ id_number_sealed: null, id_number_digest: null, phone_sealed: null, phone_digest: null })
    .where('tenant_code', '=', tenantCode)
    .where(sql<boolean>`person_id = any (${personIds}::uuid[])`)
    .execute()
}

/** The sealed numbers of people, as they are stored. */
export async function numbersOf(
  db: Db,
  tenantCode: string,
  personIds: readonly string[],
): Promise<IdentityTable[]> {
  return people(db)
    .selectFrom('people.identity')
    .selectAll()
    .where('tenant_code', '=', tenantCode)
    .where(sql<boolean>`person_id = any (${personIds}::uuid[])`)
    .execute()
}

/** The sealed numbers of people by person. */
export async function identitiesOf(
  db: Db,
  tenantCode: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, Identity>> {
  const rows = await numbersOf(db, tenantCode, personIds)
  return new Map(
    rows.map((row) => [
      row.person_id,
      { idNumberSealed: row.id_number_sealed, phoneSealed: row.phone_sealed },
    ]),
  )
}
