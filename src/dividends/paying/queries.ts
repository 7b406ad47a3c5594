import { holds } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import { adultsOfHouseholds, householdCodes } from '#people/queries.ts'
import { readsDividends } from '../access.ts'
import { OneDividend } from '../model.ts'
import { findDividend } from '../store.ts'
import { OneFile, type PayState, payers } from './model.ts'
import { payStateOf, sendable } from './rules.ts'
import { findFile, listFiles, listPayments } from './store.ts'

/** A payment as the office sees it: the account by its last four digits only. */
export interface PaymentLine {
  readonly lineId: string
  readonly householdId: string
  readonly household: string
  readonly amountFen: number
  readonly bank: string | null
  readonly numberTail: string | null
  readonly state: PayState
  /** Why it came back, or how cash was signed for. */
  readonly note: string | null
  readonly at: string | null
}

/** How far the money of a final dividend has come, household by household. */
export const payments = defineQuery({
  name: 'dividends.payments',
  input: OneDividend,
  access: 'scoped',
  may: ({ actor, input }) => readsDividends(actor, input.tenantCode),
  async run({ db, input, actor }) {
    const { tenantCode, dividendId } = input
    const dividend = await findDividend(db, tenantCode, dividendId)
    if (!dividend) return refuse('dividends.unknown_dividend')
    const found = await listPayments(db, tenantCode, dividendId)
    const ids = found.map((one) => one.householdId)
    const codes = await householdCodes(db, tenantCode, ids)
    const lines = found.map(({ last, lineId, householdId, amountFen, bank, numberTail }) => ({
      ...{ lineId, householdId, household: codes.get(householdId) ?? '', amountFen, bank },
      ...{ numberTail, state: payStateOf(last), note: last?.note ?? null },
      at: last?.takenAt ?? null,
    }))
    return ok({
      year: dividend.year,
      isFinal: dividend.state === 'final',
      lines: lines.sort((a, b) => (a.household < b.household ? -1 : 1)) as PaymentLine[],
      ready: sendable(found).length,
      files: await listFiles(db, tenantCode, dividendId),
      mayPay: holds(actor, tenantCode, payers) !== null,
    })
  },
})

/** A row of a list for the bank, with the whole number: it is what the bank pays by. */
export interface BankRow {
  readonly reference: string
  readonly household: string
  readonly holder: string
  readonly number: string
  readonly bank: string
  readonly amountFen: number
}

/** A list for the bank with whole account numbers; everybody whose number it shows is told who took it. */
export const bankFile = defineQuery({
  name: 'dividends.bank_file',
  input: OneFile,
  access: 'scoped',
  may: ({ actor, input }) => holds(actor, input.tenantCode, payers),
  async run({ db, input, today, secrets }) {
    const { tenantCode, fileId } = input
    const found = await findFile(db, tenantCode, fileId)
    if (!found) return refuse('dividends.unknown_file')
    const { file, rows } = found
    const householdIds = rows.map((row) => row.householdId)
    const codes = await householdCodes(db, tenantCode, householdIds)
    const adults = await adultsOfHouseholds(db, { tenantCode, today, householdIds })
    const list: BankRow[] = rows.map((row, index) => ({
      reference: `${file.year}-${file.number}-${index + 1}`,
      household: codes.get(row.householdId) ?? '',
      holder: secrets.open(row.holderSealed),
      number: secrets.open(row.numberSealed),
      bank: row.bank,
      amountFen: row.amountFen,
    }))
    return ok({ file, rows: list, lookedAt: [...adults.values()].flat() })
  },
  looked: ({ tenantCode }, { lookedAt }) =>
    lookedAt.length > 0 ? { tenantCode, personIds: lookedAt, purpose: 'bank_file' } : null,
})
