import * as m from '#paraglide/messages.js'
import { moneyNumber, pointsNumber } from '#ui/format.ts'
import type { Column } from '#ui/shapes.ts'
import type { OfficeLine } from '../queries.ts'
import type { TableLine } from '../store.ts'

const number = <R extends { number: number }>(): Column<R> => ({
  ...{ key: 'number', label: m.dividends_column_number(), align: 'end', sort: true },
  text: (row) => row.number,
})

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
  return [{ ...number<TableLine>(), sort: false, primary: true }, ...figures<TableLine>()]
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
    number<OfficeLine>(),
  ]
}
