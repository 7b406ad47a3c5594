import { sql } from 'kysely'
import { type Db, tables } from '#kernel/tables.ts'
import type {
  AccountFacts,
  Accounts,
  AuthTables,
  DemonstrationPerson,
  ListedAccount,
} from './model.ts'
import { isAdult, latestBirthOfAdult } from './rules.ts'

/** What commands and queries read and write. Accounts are reached through functions of the owner. */

export interface PersonHere {
  readonly personId: string
  readonly birthDate: string
}

/** An open person of this place. */
export async function findPerson(
  db: Db,
  tenantCode: string,
  personId: string,
): Promise<PersonHere | null> {
  const { rows } = await sql<PersonHere>`
    select id as "personId", birth_date as "birthDate" from people.person
    where tenant_code = ${tenantCode} and id = ${personId} and closed_on is null`.execute(db)
  return rows[0] ?? null
}

export async function findAccountOf(
  db: Db,
  tenantCode: string,
  personId: string,
): Promise<string | null> {
  const row = await tables<AuthTables>(db)
    .selectFrom('auth.account_person')
    .select('account_id')
    .where('tenant_code', '=', tenantCode)
    .where('person_id', '=', personId)
    .where('until', 'is', null)
    .executeTakeFirst()
  return row?.account_id ?? null
}

/** Makes sure the account exists and that this person is it from now on. */
export async function joinAccount(
  db: Db,
  link: { accountId: string; tenantCode: string; personId: string; now: string },
): Promise<void> {
  await sql`select auth.open_user(${link.accountId}, ${link.now}::timestamptz)`.execute(db)
  await tables<AuthTables>(db)
    .insertInto('auth.account_person')
    .values({
      account_id: link.accountId,
      tenant_code: link.tenantCode,
      person_id: link.personId,
      since: link.now,
      until: null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'tenant_code', 'person_id'])
        .doUpdateSet({ since: link.now, until: null })
        .where('auth.account_person.until', 'is not', null),
    )
    .execute()
}

export async function partAccount(
  db: Db,
  link: { accountId: string; tenantCode: string; personId: string; now: string },
): Promise<void> {
  await tables<AuthTables>(db)
    .updateTable('auth.account_person')
    .set({ until: link.now })
    .where('account_id', '=', link.accountId)
    .where('tenant_code', '=', link.tenantCode)
    .where('person_id', '=', link.personId)
    .where('until', 'is', null)
    .execute()
}

export async function placesOfAccount(db: Db, accountId: string): Promise<string[]> {
  const { rows } = await sql<{ places: string[] }>`
    select auth.account_places(${accountId}) as places`.execute(db)
  return rows[0]!.places
}

export async function isUsernameTaken(db: Db, username: string, by: string): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select auth.username_taken(${username}, ${by}) as taken`.execute(db)
  return rows[0]!.taken
}

export interface PasswordChange {
  readonly accountId: string
  readonly username: string | null
  readonly hash: string
  /** ISO instant until which it must be changed, for a password somebody else made. */
  readonly oneTimeUntil: string | null
  readonly now: string
}

export async function setPassword(db: Db, change: PasswordChange): Promise<void> {
  await sql`select auth.set_password(${change.accountId}, ${change.username}, ${change.hash},
    ${change.oneTimeUntil}::timestamptz, ${change.now}::timestamptz)`.execute(db)
}

export async function useFirstAdministratorLink(
  db: Db,
  link: { tokenDigest: string; now: string },
): Promise<boolean> {
  const { rows } = await sql<{ used: boolean }>`
    select auth.use_first_administrator(${link.tokenDigest}, ${link.now}::timestamptz) as used
    `.execute(db)
  return rows[0]!.used
}

export async function findCountyOffice(
  db: Db,
  tenantCode: string,
  today: string,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from organisations.organisation
    where tenant_code = ${tenantCode} and kind = 'county_office'
      and (dissolved_on is null or dissolved_on > ${today}::date)`.execute(db)
  return rows[0]?.id ?? null
}

export async function isBeyondPassbook(
  db: Db,
  who: { tenantCode: string; personId: string; today: string },
): Promise<boolean> {
  const { rows } = await sql<{ beyond: boolean }>`
    select auth.is_beyond_passbook(${who.tenantCode}, ${who.personId}, ${who.today}::date) as beyond
    `.execute(db)
  return rows[0]!.beyond
}

/** Ends the card in force; answers whether there was one. */
export async function endPassbook(
  db: Db,
  who: { tenantCode: string; personId: string; now: string },
): Promise<boolean> {
  const ended = await tables<AuthTables>(db)
    .updateTable('auth.passbook')
    .set({ ended_at: who.now })
    .where('tenant_code', '=', who.tenantCode)
    .where('person_id', '=', who.personId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return ended.numUpdatedRows > 0n
}

export async function addPassbook(db: Db, row: AuthTables['auth.passbook']): Promise<void> {
  await tables<AuthTables>(db).insertInto('auth.passbook').values(row).execute()
}

/** Whether the person's household lies in one of these grids. */
export async function isInGrids(
  db: Db,
  who: { tenantCode: string; personId: string; today: string },
  grids: readonly string[],
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from people.membership m
    join people.household_division d on d.tenant_code = m.tenant_code
      and d.household_id = m.household_id and d.division_id = any (${[...grids]}::uuid[])
      and d.since <= ${who.today}::date and (d.until is null or d.until > ${who.today}::date)
    where m.tenant_code = ${who.tenantCode} and m.person_id = ${who.personId}
      and m.since <= ${who.today}::date and (m.until is null or m.until > ${who.today}::date)
    limit 1`.execute(db)
  return rows.length > 0
}

interface FactsRow {
  personId: string
  name: string
  birthDate: string
  passbookIssuedAt: string | null
  accountId: string | null
  username: string | null
  hasPassword: boolean | null
  oneTimeUntil: string | null
  hasSecondFactor: boolean | null
  sessions: number | null
}

const accountOrders = { name: sql`p.pinyin`, card: sql`b.issued_at` } as const

/** The grown-ups a search means, with the cards that are in use. */
function wanted(of: Accounts & { readonly within: readonly string[] | null }, today: string) {
  const within = of.within ? [...of.within] : null
  const like = `%${of.search.replace(/[\\%_]/g, '\\$&')}%`
  return sql`p.birth_date <= ${latestBirthOfAdult(today)}
    and (${of.card ?? null}::text is null or (b.person_id is not null) = ${of.card === 'yes'})
    and (${of.search} = '' or p.name ilike ${like} or p.pinyin ilike ${like} or exists (
      select 1 from people.membership m
      join people.household h on h.tenant_code = m.tenant_code and h.id = m.household_id
      where m.tenant_code = p.tenant_code and m.person_id = p.id and m.until is null
        and h.code = ${of.search}))
    and (${within}::uuid[] is null or exists (
      select 1 from people.membership m
      join people.household_division d on d.tenant_code = m.tenant_code
        and d.household_id = m.household_id and d.division_id = any (${within}::uuid[])
        and d.since <= ${today}::date and (d.until is null or d.until > ${today}::date)
      where m.tenant_code = p.tenant_code and m.person_id = p.id and m.until is null))`
}

/** Grown-ups of a place, of all or of some grids; searched by name, pinyin or household. */
export async function listAccounts(
  db: Db,
  of: Accounts & { readonly within: readonly string[] | null },
  today: string,
): Promise<{ people: ListedAccount[]; total: number }> {
  const way = of.descending ? sql`desc nulls last` : sql`asc nulls last`
  const { rows } = await sql<ListedAccount & { total: number }>`
    with chosen as (
      select p.id, p.name, p.birth_date, b.issued_at, count(*) over () as total,
        row_number() over (order by ${accountOrders[of.sort]} ${way}, p.pinyin, p.name, p.id) as nth
      from people.person p left join auth.passbook b on b.tenant_code = p.tenant_code
        and b.person_id = p.id and b.ended_at is null
      where p.tenant_code = ${of.tenantCode} and p.closed_on is null and ${wanted(of, today)}
      order by nth limit ${of.limit} offset ${of.offset})
    select c.id as "personId", c.name, f.username, c.issued_at as "passbookIssuedAt", c.total
    from ${chosenWithFacts(of.tenantCode)} order by c.nth`.execute(db)
  const people = rows.map(({ total: _, ...row }) => row)
  return { people, total: rows[0]?.total ?? 0 }
}

/** One open person of a place with how their account is proved. */
export async function findAccount(
  db: Db,
  of: { tenantCode: string; personId: string },
  today: string,
): Promise<AccountFacts | null> {
  const { rows } = await sql<FactsRow>`
    with chosen as (
      select p.id, p.name, p.birth_date, b.issued_at
      from people.person p left join auth.passbook b on b.tenant_code = p.tenant_code
        and b.person_id = p.id and b.ended_at is null
      where p.tenant_code = ${of.tenantCode} and p.id = ${of.personId} and p.closed_on is null)
    select ${facts} from ${chosenWithFacts(of.tenantCode)}`.execute(db)
  return rows[0] ? factsOf(rows[0], today) : null
}

const facts = sql`c.id as "personId", c.name, c.birth_date as "birthDate",
  c.issued_at as "passbookIssuedAt", f.account_id as "accountId", f.username,
  f.has_password as "hasPassword", f.one_time_until as "oneTimeUntil",
  f.has_second_factor as "hasSecondFactor", f.sessions`

const chosenWithFacts = (tenantCode: string) => sql`chosen c
  left join auth.account_facts(${tenantCode}, array(select id from chosen)) f
    on f.person_id = c.id`

function factsOf({ birthDate, ...row }: FactsRow, today: string): AccountFacts {
  return {
    ...row,
    hasPassword: row.hasPassword ?? false,
    hasSecondFactor: row.hasSecondFactor ?? false,
    sessions: row.sessions ?? 0,
    adult: isAdult(birthDate, today),
  }
}

export async function listDemonstrationPeople(
  db: Db,
  today: string,
): Promise<DemonstrationPerson[]> {
  const { rows } = await sql<DemonstrationPerson>`
    select tenant_code as "tenantCode", place, level, person_id as "personId", name, post,
      organisation_kind as "organisationKind", household_code as "householdCode"
    from auth.demonstration_people(${today}::date)
    order by tenant_code, household_code nulls first, post, name, person_id`.execute(db)
  return rows
}
