import * as m from '#paraglide/messages.js'
import type { Locale } from '#paraglide/runtime.js'
import { exactTime, plainDay } from '#ui/format.ts'
import type { Column } from '#ui/shapes.ts'
import type { DeedLine } from '../deed/model.ts'
import type { InboxLine } from '../inbox/model.ts'
import { declarerWord, isLost, stateOf, titleOf } from './words.ts'

/** The columns of a desk; the page says dates as people do, and more of the deed under its item. */
export function deskColumns(locale: Locale): Column<InboxLine>[] {
  return [
    {
      ...{ key: 'item', label: m.points_column_item(), primary: true },
      text: (line) => titleOf(line, locale),
    },
    {
      ...{ key: 'household', label: m.points_column_household(), nowrap: true },
      text: (line) => line.householdCode,
    },
    {
      ...{ key: 'declared', label: m.points_column_declared(), sort: true },
      text: (line) => plainDay(line.declaredAt),
      exact: (line) => exactTime(line.declaredAt),
    },
    { key: 'due', label: m.points_column_due(), sort: true, text: (line) => line.dueOn },
  ]
}

/** A sheet of what waits has a column for each thing that the page says under the item. */
export function deskSheetColumns(locale: Locale): Column<InboxLine>[] {
  return [
    ...deskColumns(locale),
    ...ruleColumns(),
    { key: 'evidenceCount', label: m.points_column_files() },
    { key: 'votesFor', label: m.points_column_votes_for() },
    { key: 'votesAgainst', label: m.points_column_votes_against() },
  ]
}

export type OwnLine = DeedLine & { readonly householdCode?: string }

/** A household's deeds as a sheet; those declared for others also say for whom. */
export function ownSheetColumns(locale: Locale, others: boolean): Column<OwnLine>[] {
  const whom = { key: 'householdCode', label: m.points_column_household() }
  return [
    { key: 'happenedOn', label: m.points_column_happened() },
    ...(others ? [whom] : []),
    { key: 'item', label: m.points_column_item(), text: (line) => titleOf(line, locale) },
    ...ruleColumns(),
    { key: 'state', label: m.points_column_state(), text: (line) => stateOf(line).word },
  ]
}

/** Points are numbers, to be added up: deductions below nothing, and none for what did not count. */
type RuleLine = Pick<DeedLine, 'item' | 'state' | 'valueHundredths' | 'negative' | 'declarer'>

function ruleColumns<L extends RuleLine>(): Column<L>[] {
  return [
    { key: 'clause', label: m.points_column_clause(), text: (line) => line.item?.clause ?? '' },
    {
      ...{ key: 'points', label: m.points_column_points() },
      text: (line) => (isLost(line) ? '' : (line.valueHundredths / 100) * (line.negative ? -1 : 1)),
    },
    { key: 'by', label: m.points_column_by(), text: (line) => declarerWord(line.declarer) },
  ]
}
