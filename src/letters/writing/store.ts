import { sql } from 'kysely'
import { type Db, tables } from '#kernel/tables.ts'
import type { FactKind } from '#letters/model.ts'

export interface LetterTable {
  tenant_code: string
  id: string
  person_id: string
  household_id: string
  asked_ids: readonly string[]
  lender_code: string
  lender_id: string
  lender_version: number
  lender_name: string
  purpose_sealed: string | null
  facts: readonly FactKind[]
  cycle_ids: readonly string[]
  days: number
  begun_at: string
  begun_by: string | null
  discarded_at: string | null
  issued_at: string | null
  issued_by: string | null
  expires_at: string | null
  key_id: string | null
  code_digest: string | null
  sealed: string | null
  shown_ids: readonly string[] | null
  revoked_at: string | null
  revoked_by: string | null
  forgotten_at: string | null
}

interface AnswerTable {
  tenant_code: string
  id: string
  letter_id: string
  person_id: string
  number: number
  agrees: boolean
  answered_at: string
  answered_by: string | null
}

const rowsOf = tables<{ 'letters.letter': LetterTable; 'letters.answer': AnswerTable }>

type Begun = Pick<
  LetterTable,
  'tenant_code' | 'id' | 'person_id' | 'household_id' | 'asked_ids' | 'lender_code' | 'lender_id'
> &
  Pick<LetterTable, 'lender_version' | 'lender_name' | 'purpose_sealed' | 'facts' | 'cycle_ids'> &
  Pick<LetterTable, 'days' | 'begun_at' | 'begun_by'>

export async function insertLetter(db: Db, row: Begun): Promise<void> {
  await sql`insert into letters.letter (tenant_code, id, person_id, household_id, asked_ids,
      lender_code, lender_id, lender_version, lender_name, purpose_sealed, facts, cycle_ids, days,
      begun_at, begun_by)
    values (${row.tenant_code}, ${row.id}, ${row.person_id}, ${row.household_id},
      ${[...row.asked_ids]}::uuid[], ${row.lender_code}, ${row.lender_id}, ${row.lender_version},
      ${row.lender_name}, ${row.purpose_sealed}, ${[...row.facts]}::text[],
      ${[...row.cycle_ids]}::uuid[], ${row.days}, ${row.begun_at}, ${row.begun_by})`.execute(db)
}

/** A letter with the instant at which somebody it is about went off the books; null while all are on. */
export type LetterRead = LetterTable & { readonly left_at: string | null }

/** A letter that is about this person, or asks them; the database shows no other. */
export async function findLetter(
  db: Db,
  tenantCode: string,
  key: { letterId: string; personId: string },
): Promise<LetterRead | null> {
  const rows = await theirs(db, tenantCode, key.personId).where('id', '=', key.letterId).execute()
  return rows[0] ?? null
}

/** The letters that are about this person, or ask them, newest first. */
export async function listLetters(
  db: Db,
  tenantCode: string,
  personId: string,
): Promise<LetterRead[]> {
  return theirs(db, tenantCode, personId).orderBy('begun_at', 'desc').limit(100).execute()
}

function theirs(db: Db, tenantCode: string, personId: string) {
  return rowsOf(db)
    .selectFrom('letters.letter')
    .selectAll()
    .select(sql<string | null>`letters.left_at(tenant_code, shown_ids)`.as('left_at'))
    .where('tenant_code', '=', tenantCode)
    .where('discarded_at', 'is', null)
    .where('forgotten_at', 'is', null)
    .where(sql<boolean>`(person_id = ${personId}::uuid or ${personId}::uuid = any (asked_ids))`)
}

/** From when to when a letter holds: it ends when it is taken back, or somebody it is about has left. */
export const timesOf = (letter: LetterRead) => ({
  ...{ issuedAt: letter.issued_at, expiresAt: letter.expires_at },
  revokedAt: letter.revoked_at ?? letter.left_at,
})

/** Changes a letter as it stands; says whether it still stood so. */
export async function changeLetter(
  db: Db,
  letter: Pick<LetterTable, 'tenant_code' | 'id'>,
  change: Partial<LetterTable>,
): Promise<void> {
  const result = await rowsOf(db)
    .updateTable('letters.letter')
    .set(change)
    .where('tenant_code', '=', letter.tenant_code)
    .where('id', '=', letter.id)
    .where('discarded_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (Number(result.numUpdatedRows) !== 1) throw new Error(`letter ${letter.id} stands no more`)
}

/** Writes down one more word about a letter; the last of each person counts. */
export async function insertAnswer(db: Db, row: Omit<AnswerTable, 'number'>): Promise<void> {
  await sql`insert into letters.answer (tenant_code, id, letter_id, person_id, number, agrees,
      answered_at, answered_by)
    select ${row.tenant_code}, ${row.id}::uuid, ${row.letter_id}::uuid, ${row.person_id}::uuid,
      coalesce(max(a.number), 0) + 1, ${row.agrees}::boolean, ${row.answered_at}::timestamptz,
      ${row.answered_by}::uuid
    from letters.answer a
    where a.tenant_code = ${row.tenant_code} and a.letter_id = ${row.letter_id}`.execute(db)
}

/** The last word of everybody who has answered. */
export async function answersTo(
  db: Db,
  tenantCode: string,
  letterId: string,
): Promise<ReadonlyMap<string, boolean>> {
  const rows = await rowsOf(db)
    .selectFrom('letters.answer')
    .distinctOn('person_id')
    .select(['person_id', 'agrees'])
    .where('tenant_code', '=', tenantCode)
    .where('letter_id', '=', letterId)
    .orderBy('person_id')
    .orderBy('number', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.person_id, row.agrees]))
}

/** What letters say about a forgotten person goes; the database refuses it for anybody else. */
export async function deleteContents(
  db: Db,
  of: { tenantCode: string; personId: string; at: string },
): Promise<void> {
  await sql`select letters.forget_letters(${of.tenantCode}, ${of.personId},
    ${of.at}::timestamptz)`.execute(db)
}
