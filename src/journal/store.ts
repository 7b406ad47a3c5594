import { sql } from 'kysely'
import { derivedId } from '#kernel/id.ts'
import { type Db, tables } from '#kernel/tables.ts'
import {
  type Account,
  type AccountKind,
  type AccountName,
  accountKinds,
  type Commodity,
  type Entry,
  type StatementLine,
  type Transfer,
  type TransferKind,
} from './model.ts'
import type { SumChange } from './rules.ts'

interface AccountTable {
  tenant_code: string
  id: string
  kind: AccountKind
  owner_id: string | null
  commodity: Commodity
  debits_pending: number
  debits_posted: number
  credits_pending: number
  credits_posted: number
  must_be_covered: boolean
}
interface TransferTable {
  tenant_code: string
  id: string
  kind: TransferKind
  debit_account_id: string
  credit_account_id: string
  amount: number
  commodity: Commodity
  refers_to: string | null
  envelope_id: string
  at: string
  subject: string
  clause: string
}
interface JournalTables {
  'journal.account': AccountTable
  'journal.transfer': TransferTable
}

export type NamedAccount = AccountName & { readonly commodity: Commodity }

/** An account's identifier follows from what it is, so nobody has to look it up to open it. */
export function accountId(tenantCode: string, account: NamedAccount): string {
  const { kind, ownerId, commodity } = account
  return derivedId(`journal.account/${tenantCode}/${kind}/${ownerId ?? ''}/${commodity}`)
}

/** Opens the accounts that do not exist yet; the others stay as they are. */
export async function openAccounts(
  db: Db,
  tenantCode: string,
  accounts: ReadonlyMap<string, NamedAccount>,
): Promise<void> {
  const rows = [...accounts].map(([id, { kind, ownerId, commodity }]) => ({
    ...{ id, kind, ownerId, commodity, covered: accountKinds[kind].mustBeCovered },
  }))
  await sql`
    insert into journal.account (tenant_code, id, kind, owner_id, commodity, must_be_covered)
    select ${tenantCode}, a.id, a.kind, a."ownerId", a.commodity, a.covered
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as a (id uuid, kind text, "ownerId" uuid, commodity text, covered boolean)
    on conflict do nothing`.execute(db)
}

export async function findAccounts(
  db: Db,
  tenantCode: string,
  accountIds: readonly string[],
): Promise<Account[]> {
  const rows = await tables<JournalTables>(db)
    .selectFrom('journal.account')
    .selectAll()
    .where('tenant_code', '=', tenantCode)
    .where(sql<boolean>`id = any (${accountIds}::uuid[])`)
    .execute()
  return rows.map(accountOf)
}

export async function findAccountsOf(
  db: Db,
  tenantCode: string,
  ownerId: string | null,
): Promise<Account[]> {
  const rows = await tables<JournalTables>(db)
    .selectFrom('journal.account')
    .selectAll()
    .where('tenant_code', '=', tenantCode)
    .where(sql<boolean>`owner_id is not distinct from ${ownerId}::uuid`)
    .orderBy('kind')
    .execute()
  return rows.map(accountOf)
}

/** What every owner has in accounts of a kind; those with nothing are left out. */
export async function findStanding(
  db: Db,
  tenantCode: string,
  kind: AccountKind,
): Promise<{ ownerId: string; posted: number }[]> {
  const { rows } = await sql<{ ownerId: string; posted: number }>`
    select owner_id as "ownerId", credits_posted - debits_posted as posted
    from journal.account
    where tenant_code = ${tenantCode} and kind = ${kind} and owner_id is not null
      and credits_posted > debits_posted
    order by owner_id`.execute(db)
  return rows
}

function accountOf(row: AccountTable): Account {
  return {
    id: row.id,
    kind: row.kind,
    ownerId: row.owner_id,
    commodity: row.commodity,
    mustBeCovered: row.must_be_covered,
    debitsPending: row.debits_pending,
    debitsPosted: row.debits_posted,
    creditsPending: row.credits_pending,
    creditsPosted: row.credits_posted,
  }
}

interface Posting {
  readonly tenantCode: string
  readonly envelopeId: string
  readonly at: string
  readonly entries: readonly Entry[]
  readonly changes: readonly SumChange[]
}

/**
 * Writes the transfers and adds them to the accounts, in one statement whatever their number. The
 * rows travel as one JSON text: PGlite reads it three times faster than a dozen arrays.
 */
export async function writeTransfers(db: Db, posting: Posting): Promise<void> {
  const { tenantCode, entries, changes } = posting
  const { rows } = await sql<{ updated: number }>`
    with posted as (
      insert into journal.transfer (tenant_code, id, kind, debit_account_id, credit_account_id,
        amount, commodity, refers_to, envelope_id, at, subject, clause)
      select ${tenantCode}, t.id, t.kind, t."debitAccountId", t."creditAccountId", t.amount,
        t.commodity, t."refersTo", ${posting.envelopeId}::uuid, ${posting.at}::timestamptz,
        t.subject, t.clause
      from json_to_recordset(${JSON.stringify(entries)}::json) as t (id uuid, kind text,
        "debitAccountId" uuid, "creditAccountId" uuid, amount bigint, commodity text,
        "refersTo" uuid, subject text, clause text)
    ), updated as (
      update journal.account as a set
        debits_pending = a.debits_pending + c."debitsPending",
        debits_posted = a.debits_posted + c."debitsPosted",
        credits_pending = a.credits_pending + c."creditsPending",
        credits_posted = a.credits_posted + c."creditsPosted"
      from json_to_recordset(${JSON.stringify(changes)}::json) as c ("accountId" uuid,
        "debitsPending" bigint, "debitsPosted" bigint, "creditsPending" bigint,
        "creditsPosted" bigint)
      where a.tenant_code = ${tenantCode} and a.id = c."accountId"
      returning 1
    )
    select count(*)::int as updated from updated`.execute(db)
  if (rows[0]?.updated !== changes.length) {
    throw new Error(`Of ${changes.length} accounts ${rows[0]?.updated} were found.`)
  }
}

interface TransferRow extends Omit<TransferTable, 'tenant_code' | 'envelope_id' | 'at'> {
  followed_by: TransferKind | null
}

/** Transfers by identifier or by what they are for, each with what followed it. */
export async function findTransfers(
  db: Db,
  tenantCode: string,
  by: { readonly ids: readonly string[] } | { readonly subjects: readonly string[] },
): Promise<Transfer[]> {
  const match =
    'ids' in by
      ? sql`t.id = any (${by.ids}::uuid[])`
      : sql`t.subject = any (${by.subjects}::text[])`
  const { rows } = await sql<TransferRow>`
    select t.*, f.kind as followed_by
    from journal.transfer t
    left join journal.transfer f on f.tenant_code = t.tenant_code and f.refers_to = t.id
    where t.tenant_code = ${tenantCode} and ${match}
    order by t.at, t.id`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    debitAccountId: row.debit_account_id,
    creditAccountId: row.credit_account_id,
    amount: row.amount,
    commodity: row.commodity,
    subject: row.subject,
    clause: row.clause,
    followedBy: row.followed_by,
  }))
}

interface StatementKey {
  readonly tenantCode: string
  readonly ownerId: string
  readonly commodity: Commodity
  readonly account: AccountKind
  readonly limit: number
  readonly offset: number
}

/** An owner's final movements, newest first, each with what stood in the account after it. */
export async function readStatement(
  db: Db,
  key: StatementKey,
): Promise<{ lines: StatementLine[]; total: number }> {
  const { rows } = await sql<StatementLine & { total: number }>`
    with own as (
      select id, kind from journal.account
      where tenant_code = ${key.tenantCode} and owner_id = ${key.ownerId}::uuid
        and commodity = ${key.commodity} and kind = ${key.account}
    ), moved as (
      select t.id, t.at, own.kind as account, t.kind, t.subject, t.clause, t.amount
      from own join journal.transfer t
        on t.tenant_code = ${key.tenantCode} and t.credit_account_id = own.id
      union all
      select t.id, t.at, own.kind, t.kind, t.subject, t.clause, -t.amount
      from own join journal.transfer t
        on t.tenant_code = ${key.tenantCode} and t.debit_account_id = own.id
    )
    select id, at, account, kind, subject, clause, amount::bigint as amount,
      (sum(amount) over (partition by account order by at, id))::bigint as balance,
      (count(*) over ())::int as total
    from moved where kind not in ('pending', 'void_pending')
    order by at desc, id desc limit ${key.limit} offset ${key.offset}`.execute(db)
  return { lines: rows.map(({ total, ...line }) => line), total: rows[0]?.total ?? 0 }
}
