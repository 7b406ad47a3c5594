import { compare, isTold, type Records, type Row } from './records.ts'
import { sumOf } from './shop.ts'

const area = 'dividends'
const acts: Readonly<Record<string, string>> = {
  ...{ sent: 'dividends.take_bank_file', cash: 'dividends.pay_cash' },
  ...{ paid: 'dividends.record_payments', returned: 'dividends.record_payments' },
}
/** What may come after what; nothing at all comes first. */
const following: Readonly<Record<string, readonly string[]>> = {
  ...{ none: ['sent', 'cash'], sent: ['paid', 'returned'], paid: ['returned'], cash: [] },
  returned: ['sent', 'cash'],
}

/** Every step of a payment rests on its act, in an order that can be, and the money moved with it. */
export function checkPayments(records: Records): void {
  const steps = records.table('dividends.payment_step')
  for (const line of records.table('dividends.line')) {
    const own = steps.filter((row) => row.line_id === line.id)
    checkSteps(
      records,
      own.sort((a, b) => a.position - b.position),
      line,
    )
  }
  for (const file of records.table('dividends.bank_file')) {
    const where = `dividends.bank_file ${file.id}`
    const act = records.acts.get(file.taken_in)
    if (act && !isTold(records, act)) continue
    const expected = { act: 'dividends.take_bank_file', reason: act?.input.reason }
    const found = { act: act?.command, reason: file.reason }
    compare(records, { area, where }, { expected, found })
  }
}

function checkSteps(records: Records, steps: readonly Row[], line: Row): void {
  const where = `dividends.line ${line.id} payment`
  let before = 'none'
  for (const [index, step] of steps.entries()) {
    const act = records.acts.get(step.taken_in)
    const fits = following[before]?.includes(step.kind) && step.position === index + 1
    const expected = { act: acts[step.kind], fits: true }
    const found = { act: act?.command, fits }
    compare(records, { area, where: `${where} ${step.position}` }, { expected, found })
    before = step.kind
  }
  const isPaid = before === 'paid' || before === 'cash'
  const paid = sumOf(records, `payment:${line.id}`, { kind: 'dividend_paid' })
  const owner = line.household_id
  const left = sumOf(records, `payment:${line.id}`, { kind: 'household_payable', owner })
  const fen = isPaid ? line.amount_fen : 0
  compare(records, { area, where }, { expected: [fen, 0 - fen], found: [paid, left] })
}
