import { compare, type Records, type Row } from './records.ts'

const area = 'journal'

interface Sums {
  debits_pending: number
  debits_posted: number
  credits_pending: number
  credits_posted: number
}

/** Adds up every account from its transfers, and checks what each transfer rests on. */
export function checkJournal(records: Records): void {
  const transfers = records.table('journal.transfer')
  const byId = new Map(transfers.map((row) => [row.id, row]))
  const sums = new Map<string, Sums>()
  for (const row of transfers) {
    add(sums, row)
    checkTransfer(records, row, byId)
  }
  for (const account of records.table('journal.account')) {
    const { debits_pending, debits_posted, credits_pending, credits_posted } = account
    const found = { debits_pending, debits_posted, credits_pending, credits_posted }
    const expected = sums.get(account.id) ?? empty()
    compare(
      records,
      { area, where: `journal.account ${account.kind} ${account.owner_id ?? ''}` },
      { expected, found },
    )
    sums.delete(account.id)
  }
  for (const id of sums.keys())
    records.report({ area, where: `journal.account ${id}`, expected: 'an account', found: 'none' })
}

const empty = (): Sums => ({
  debits_pending: 0,
  debits_posted: 0,
  credits_pending: 0,
  credits_posted: 0,
})

function add(sums: Map<string, Sums>, row: Row): void {
  const debit = sums.get(row.debit_account_id) ?? empty()
  const credit = sums.get(row.credit_account_id) ?? empty()
  const { amount, kind } = row
  if (kind === 'pending') {
    debit.debits_pending += amount
    credit.credits_pending += amount
  }
  if (kind === 'post_pending' || kind === 'void_pending') {
    debit.debits_pending -= amount
    credit.credits_pending -= amount
  }
  if (kind === 'posted' || kind === 'post_pending' || kind === 'reversal') {
    debit.debits_posted += amount
    credit.credits_posted += amount
  }
  sums.set(row.debit_account_id, debit).set(row.credit_account_id, credit)
}

function checkTransfer(records: Records, row: Row, byId: ReadonlyMap<string, Row>): void {
  const where = `journal.transfer ${row.id}`
  const act = records.acts.get(row.envelope_id)
  compare(
    records,
    { area, where: `${where} at` },
    { expected: act?.at ?? 'an act on record', found: row.at },
  )
  if (!row.refers_to) return
  const first = byId.get(row.refers_to)
  const turned = row.kind === 'reversal'
  const expected = first && {
    amount: first.amount,
    debit: turned ? first.credit_account_id : first.debit_account_id,
    credit: turned ? first.debit_account_id : first.credit_account_id,
  }
  const found = { amount: row.amount, debit: row.debit_account_id, credit: row.credit_account_id }
  compare(records, { area, where }, { expected: expected ?? null, found })
}
