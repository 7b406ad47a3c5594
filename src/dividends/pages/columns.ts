import * as m from '#paraglide/messages.js'
import { moneyNumber, pointsNumber } from '#ui/format.ts'
import type { Column } from '#ui/shapes.ts'
import type { BankRow, PaymentLine } from '../paying/queries.ts'
import type { OfficeLine } from '../queries.ts'
import type { TableLine } from '../store.ts'
import { payWord } from './words.ts'

function figures<R extends { pointsHundredths: number; amountFen: number }>(): Column<R>[] {
  return [
    {
      ...{ key: 'points', label: m.dividends_column_points(), align: 'end', nowrap: true },
      text: (row) => pointsNumber(row.pointsHundredths),
      exact: (row) => row.pointsHundredths / 100,
    },
    {
      ...{ key: 'amount', label: m.dividends_column_amount(), align: 'end', nowrap: true },
      text: (row) => moneyNumber(row.amountFen),
      exact: (row) => row.amountFen / 100,
    },
  ]
}

/** The public table: no household stands in it. */
export function tableColumns(): Column<TableLine>[] {
  return [
    {
      ...{ key: 'number', label: m.dividends_column_number(), primary: true },
      text: (row) => row.number,
    },
    ...figures<TableLine>(),
  ]
}

/** The office's table: the households by their numbers on the board. */
export function officeColumns(): Column<OfficeLine>[] {
  return [
    {
      ...{ key: 'household', label: m.dividends_column_household(), primary: true, sort: true },
      text: (row) => row.household,
    },
    ...figures<OfficeLine>(),
    {
      ...{ key: 'exact', label: m.dividends_column_exact(), align: 'end', quiet: true },
      text: (row) => row.exact,
    },
  ]
}

/** How far the money has come: the account by its last four digits only. */
export function paymentColumns(): Column<PaymentLine>[] {
  return [
    {
      ...{ key: 'household', label: m.dividends_column_household(), primary: true, sort: true },
      text: (row) => row.household,
    },
    {
      ...{ key: 'amount', label: m.dividends_column_amount(), align: 'end', nowrap: true },
      text: (row) => moneyNumber(row.amountFen),
    },
    {
      ...{ key: 'account', label: m.dividends_account() },
      text: (row) => (row.bank ? `${row.bank} ····${row.numberTail}` : '—'),
    },
    { key: 'state', label: m.dividends_pay_state(), text: (row) => payWord(row.state) },
    { key: 'note', label: m.dividends_pay_note(), quiet: true, text: (row) => row.note },
  ]
}

/** The list for the bank, with whole numbers: it is what the bank pays by. */
export function bankColumns(): Column<BankRow>[] {
  return [
    { key: 'reference', label: m.dividends_bank_reference(), text: (row) => row.reference },
    { key: 'household', label: m.dividends_column_household(), text: (row) => row.household },
    { key: 'holder', label: m.dividends_account_holder(), text: (row) => row.holder },
    { key: 'number', label: m.dividends_account_number(), text: (row) => row.number },
    { key: 'bank', label: m.dividends_account_bank(), text: (row) => row.bank },
    {
      ...{ key: 'amount', label: m.dividends_column_amount(), align: 'end' },
      text: (row) => moneyNumber(row.amountFen),
      exact: (row) => row.amountFen / 100,
    },
  ]
}
