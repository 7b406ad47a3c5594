import { sql } from 'kysely'
import { type Db, tables } from '#kernel/tables.ts'
import type { AuthTables, Candidate, PasskeyRow } from '../model.ts'

/**
 * What signing in reads and writes as the owner, outside every scope, because nobody is known yet
 * (decision 0002). Each statement stands alone.
 */

const candidateColumns = sql`p.tenant_code as "tenantCode", p.id as "personId",
  p.birth_date as "birthDate", i.id_number_digest as "idNumberDigest", ap.account_id as "accountId"`

/** Everybody on the books whose phone this is. */
export async function candidatesByPhone(db: Db, phoneDigest: string): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select ${candidateColumns}
    from people.identity i
    join people.person p on p.tenant_code = i.tenant_code and p.id = i.person_id
      and p.closed_on is null
    left join auth.account_person ap on ap.tenant_code = p.tenant_code and ap.person_id = p.id
      and ap.until is null
    where i.phone_digest = ${phoneDigest}
    order by p.tenant_code, p.id`.execute(db)
  return rows
}

export interface CardRow extends Candidate {
  readonly hash: string
  readonly phoneDigest: string | null
}

/** Cards in force whose first half this is: nearly always none or one. */
export async function cardsByLocator(db: Db, locator: string): Promise<CardRow[]> {
  const { rows } = await sql<CardRow>`
    select ${candidateColumns}, b.hash, i.phone_digest as "phoneDigest"
    from auth.passbook b
    join people.person p on p.tenant_code = b.tenant_code and p.id = b.person_id
      and p.closed_on is null
    left join people.identity i on i.tenant_code = p.tenant_code and i.person_id = p.id
    left join auth.account_person ap on ap.tenant_code = p.tenant_code and ap.person_id = p.id
      and ap.until is null
    where b.locator = ${locator} and b.ended_at is null
    order by b.id limit 3`.execute(db)
  return rows
}

/** Whether this account asks for a code from an app. A passkey is another way in, not a second step. */
export async function hasSecondFactor(db: Db, accountId: string): Promise<boolean> {
  const row = await tables<AuthTables>(db)
    .selectFrom('auth.user')
    .select('two_factor_enabled')
    .where('id', '=', accountId)
    .executeTakeFirst()
  return row?.two_factor_enabled ?? false
}

/** Whether this account is somebody who holds a post on a day. */
export async function holdsPost(db: Db, accountId: string, today: string): Promise<boolean> {
  const { rows } = await sql<{ holds: boolean }>`
    select auth.holds_post(${accountId}, ${today}::date) as holds`.execute(db)
  return rows[0]!.holds
}

export interface NamedAccount {
  readonly accountId: string
  readonly username: string
  readonly password: string
  readonly oneTimeUntil: string | null
}

export async function findNamedAccount(
  db: Db,
  by: { username: string },
): Promise<NamedAccount | null>
export async function findNamedAccount(
  db: Db,
  by: { accountId: string },
): Promise<NamedAccount | null>
export async function findNamedAccount(
  db: Db,
  by: { username?: string; accountId?: string },
): Promise<NamedAccount | null> {
  const { rows } = await sql<NamedAccount>`
    select u.id as "accountId", u.username, a.password, a.one_time_until as "oneTimeUntil"
    from auth."user" u
    join auth.account a on a.user_id = u.id and a.provider_id = 'credential'
    where u.username = ${by.username ?? null} or u.id = ${by.accountId ?? null}`.execute(db)
  return rows[0] ?? null
}

/** Replaces a handed-over password once; false when it was replaced before or has run out. */
export async function replaceOneTimePassword(
  db: Db,
  change: { accountId: string; hash: string; now: string },
): Promise<boolean> {
  const result = await tables<AuthTables>(db)
    .updateTable('auth.account')
    .set({ password: change.hash, one_time_until: null, updated_at: change.now })
    .where('user_id', '=', change.accountId)
    .where('provider_id', '=', 'credential')
    .where('one_time_until', '>', change.now)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}

export async function sessionsOf(db: Db, accountId: string, now: string) {
  return tables<AuthTables>(db)
    .selectFrom('auth.session')
    .select(['id', 'user_agent', 'method', 'created_at', 'expires_at'])
    .where('user_id', '=', accountId)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .execute()
}

/** Ends one session of an account, or all but one, or all. */
export async function endSessions(
  db: Db,
  accountId: string,
  which: { only?: string; except?: string } = {},
): Promise<number> {
  let query = tables<AuthTables>(db).deleteFrom('auth.session').where('user_id', '=', accountId)
  if (which.only) query = query.where('id', '=', which.only)
  if (which.except) query = query.where('id', '<>', which.except)
  return Number((await query.executeTakeFirst()).numDeletedRows)
}

export async function passkeysOf(db: Db, accountId: string): Promise<PasskeyRow[]> {
  return tables<AuthTables>(db)
    .selectFrom('auth.passkey')
    .selectAll()
    .where('user_id', '=', accountId)
    .orderBy('created_at')
    .execute()
}

export async function findPasskey(db: Db, id: string): Promise<PasskeyRow | null> {
  const query = tables<AuthTables>(db).selectFrom('auth.passkey').selectAll()
  return (await query.where('id', '=', id).executeTakeFirst()) ?? null
}

export async function addPasskey(db: Db, row: PasskeyRow): Promise<void> {
  await tables<AuthTables>(db).insertInto('auth.passkey').values(row).execute()
}

export async function notePasskeyUse(
  db: Db,
  use: { id: string; counter: number; now: string },
): Promise<void> {
  await tables<AuthTables>(db)
    .updateTable('auth.passkey')
    .set({ counter: use.counter, last_used_at: use.now })
    .where('id', '=', use.id)
    .execute()
}

export async function removePasskey(db: Db, accountId: string, id: string): Promise<void> {
  await tables<AuthTables>(db)
    .deleteFrom('auth.passkey')
    .where('user_id', '=', accountId)
    .where('id', '=', id)
    .execute()
}

export async function isMarkedDemonstration(db: Db): Promise<boolean> {
  const { rows } = await sql`select 1 from auth.demonstration limit 1`.execute(db)
  return rows.length > 0
}

/** Marks an empty database for good; one that already knows people can never become one. */
export async function markEmptyAsDemonstration(db: Db, now: string): Promise<boolean> {
  const { rows } = await sql`
    insert into auth.demonstration (marked_at) select ${now}::timestamptz
    where not exists (select 1 from people.person) and not exists (select 1 from auth."user")
    returning 1`.execute(db)
  return rows.length > 0
}

/** The accounts of a person's row, for a demonstration's choice. */
export async function candidateByPerson(
  db: Db,
  who: { tenantCode: string; personId: string },
): Promise<Candidate | null> {
  const { rows } = await sql<Candidate>`
    select ${candidateColumns}
    from people.person p
    left join people.identity i on i.tenant_code = p.tenant_code and i.person_id = p.id
    left join auth.account_person ap on ap.tenant_code = p.tenant_code and ap.person_id = p.id
      and ap.until is null
    where p.tenant_code = ${who.tenantCode} and p.id = ${who.personId}
      and p.closed_on is null`.execute(db)
  return rows[0] ?? null
}

/** Whether anybody has a password yet; until then the first administrator's link is offered. */
export async function hasAnyPassword(db: Db): Promise<boolean> {
  const { rows } = await sql`select 1 from auth.account limit 1`.execute(db)
  return rows.length > 0
}

/** A new link; the ones before stop working. */
export async function replaceFirstAdministratorLink(
  db: Db,
  link: { tokenDigest: string; now: string; expiresAt: string },
): Promise<void> {
  await sql`
    with gone as (delete from auth.first_administrator where used_at is null)
    insert into auth.first_administrator (token_digest, made_at, expires_at)
    values (${link.tokenDigest}, ${link.now}::timestamptz, ${link.expiresAt}::timestamptz)
    `.execute(db)
}

export async function isFirstAdministratorLinkOpen(
  db: Db,
  link: { tokenDigest: string; now: string },
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from auth.first_administrator where token_digest = ${link.tokenDigest}
      and used_at is null and expires_at > ${link.now}::timestamptz`.execute(db)
  return rows.length > 0
}

/** The counties an empty installation knows. */
export async function counties(
  db: Db,
  today: string,
): Promise<{ tenantCode: string; name: string }[]> {
  const { rows } = await sql<{ tenantCode: string; name: string }>`
    select p.tenant_code as "tenantCode", coalesce(up.name || ' ', '') || a.name as name
    from places.place p
    join places.attribute a on a.tenant_code = p.tenant_code and a.since <= ${today}::date
      and (a.until is null or a.until > ${today}::date)
    left join places.attribute up on up.tenant_code = a.parent_code and up.since <= ${today}::date
      and (up.until is null or up.until > ${today}::date)
    where p.level = 'county' and p.closed_on is null order by p.tenant_code`.execute(db)
  return rows
}
