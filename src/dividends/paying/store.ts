import { sql } from 'kysely'
import type { Db } from '#kernel/tables.ts'
import type { BankFile, LastStep, Payment, StepKind } from './model.ts'

interface Written {
  readonly tenantCode: string
  readonly at: string
  readonly personId: string | null
  readonly envelopeId: string
}

interface NewPayee {
  readonly id: string
  readonly householdId: string
  readonly bank: string
  readonly holderSealed: string
  readonly numberSealed: string
  readonly numberTail: string
  readonly word: string | null
}

/** A household has one account at a time; the earlier one ends. */
export async function replacePayee(db: Db, payee: NewPayee, as: Written): Promise<void> {
  await sql`update dividends.payee set ended_at = ${as.at}
    where tenant_code = ${as.tenantCode} and household_id = ${payee.householdId}
      and ended_at is null`.execute(db)
  await sql`insert into dividends.payee (tenant_code, id, household_id, bank, holder_sealed,
      number_sealed, number_tail, word, entered_at, entered_by, entered_in)
    values (${as.tenantCode}, ${payee.id}, ${payee.householdId}, ${payee.bank},
      ${payee.holderSealed}, ${payee.numberSealed}, ${payee.numberTail}, ${payee.word}, ${as.at},
      ${as.personId}, ${as.envelopeId})`.execute(db)
}

/** What is shown of a household's account. */
export async function findPayee(
  db: Db,
  tenantCode: string,
  householdId: string,
): Promise<{ bank: string; numberTail: string; enteredAt: string } | null> {
  const { rows } = await sql<{ bank: string; numberTail: string; enteredAt: string }>`
    select bank, number_tail as "numberTail", entered_at as "enteredAt" from dividends.payee
    where tenant_code = ${tenantCode} and household_id = ${householdId} and ended_at is null`.execute(
    db,
  )
  return rows[0] ?? null
}

const lastStep = sql`left join lateral (
    select jsonb_build_object('kind', s.kind, 'position', s.position, 'note', s.note,
      'transferId', s.transfer_id, 'takenAt', s.taken_at, 'payeeId', (
        select e.payee_id from dividends.payment_step e
        where e.tenant_code = l.tenant_code and e.line_id = l.id and e.kind = 'sent'
        order by e.position desc limit 1)) as last
    from dividends.payment_step s where s.tenant_code = l.tenant_code and s.line_id = l.id
    order by s.position desc limit 1) s on true`

/** The final lines of a dividend with where their money goes and how far it has come. */
export async function listPayments(
  db: Db,
  tenantCode: string,
  dividendId: string,
): Promise<Payment[]> {
  const { rows } = await sql<Payment>`
    select l.id as "lineId", l.household_id as "householdId", l.amount_fen as "amountFen",
      p.id as "payeeId", p.bank, p.number_tail as "numberTail", s.last
    from dividends.line l
    left join dividends.payee p on p.tenant_code = l.tenant_code
      and p.household_id = l.household_id and p.ended_at is null
    ${lastStep}
    where l.tenant_code = ${tenantCode} and l.dividend_id = ${dividendId} and l.state = 'final'
    order by l.number`.execute(db)
  return rows
}

/** How far the money of these lines has come, by line; those nothing happened to are left out. */
export async function lastSteps(
  db: Db,
  tenantCode: string,
  lineIds: readonly string[],
): Promise<ReadonlyMap<string, LastStep>> {
  const { rows } = await sql<{ id: string; last: LastStep | null }>`
    select l.id, s.last from dividends.line l ${lastStep}
    where l.tenant_code = ${tenantCode} and l.id = any (${[...lineIds]}::uuid[])`.execute(db)
  return new Map(rows.flatMap(({ id, last }) => (last ? [[id, last] as const] : [])))
}

export interface NewStep {
  readonly id: string
  readonly lineId: string
  readonly position: number
  readonly kind: StepKind
  readonly fileId: string | null
  readonly payeeId: string | null
  readonly note: string | null
  readonly transferId: string | null
}

export async function insertSteps(db: Db, steps: readonly NewStep[], as: Written): Promise<void> {
  await sql`insert into dividends.payment_step (tenant_code, id, line_id, position, kind, file_id,
      payee_id, note, transfer_id, taken_at, taken_by, taken_in)
    select ${as.tenantCode}, s.id, s."lineId", s.position, s.kind, s."fileId", s."payeeId", s.note,
      s."transferId", ${as.at}::timestamptz, ${as.personId}::uuid, ${as.envelopeId}::uuid
    from json_to_recordset(${JSON.stringify(steps)}::json) as s (id uuid, "lineId" uuid,
      position int, kind text, "fileId" uuid, "payeeId" uuid, note text, "transferId" uuid)`.execute(
    db,
  )
}

export async function insertFile(
  db: Db,
  file: { id: string; dividendId: string; reason: string },
  as: Written,
): Promise<void> {
  await sql`insert into dividends.bank_file (tenant_code, id, dividend_id, number, reason, taken_at,
      taken_by, taken_in)
    select ${as.tenantCode}, ${file.id}, ${file.dividendId}::uuid, 1 + count(*), ${file.reason},
      ${as.at}, ${as.personId}, ${as.envelopeId}
    from dividends.bank_file
    where tenant_code = ${as.tenantCode} and dividend_id = ${file.dividendId}`.execute(db)
}

export async function listFiles(
  db: Db,
  tenantCode: string,
  dividendId: string,
): Promise<BankFile[]> {
  const { rows } = await sql<BankFile>`select id, number, reason, taken_at as "takenAt"
    from dividends.bank_file where tenant_code = ${tenantCode} and dividend_id = ${dividendId}
    order by number desc`.execute(db)
  return rows
}

interface SealedRow {
  readonly householdId: string
  readonly amountFen: number
  readonly bank: string
  readonly holderSealed: string
  readonly numberSealed: string
}

/** What stands in a list for the bank, with holders and numbers still sealed; null without such a list. */
export async function findFile(
  db: Db,
  tenantCode: string,
  fileId: string,
): Promise<{ file: BankFile & { year: number }; rows: SealedRow[] } | null> {
  const { rows: files } = await sql<BankFile & { year: number }>`
    select f.id, f.number, f.reason, f.taken_at as "takenAt", d.year from dividends.bank_file f
    join dividends.dividend d on d.tenant_code = f.tenant_code and d.id = f.dividend_id
    where f.tenant_code = ${tenantCode} and f.id = ${fileId}`.execute(db)
  const [file] = files
  if (!file) return null
  const { rows } = await sql<SealedRow>`
    select l.household_id as "householdId", l.amount_fen as "amountFen", p.bank,
      p.holder_sealed as "holderSealed", p.number_sealed as "numberSealed"
    from dividends.payment_step s
    join dividends.line l on l.tenant_code = s.tenant_code and l.id = s.line_id
    join dividends.payee p on p.tenant_code = s.tenant_code and p.id = s.payee_id
    where s.tenant_code = ${tenantCode} and s.file_id = ${fileId} order by s.id`.execute(db)
  return { file, rows }
}
