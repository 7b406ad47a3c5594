import * as m from '#paraglide/messages.js'
import { cycleHeading } from '#stars/cycle-name.ts'
import { points } from '#ui/format.ts'
import type { Column } from '#ui/shapes.ts'
import type { FlaggedDeed, FlagView } from '../radar/queries.ts'
import { aboutWord, clauseWord, kindWord, stateWord } from './words.ts'

/** The questions of a village. */
export function flagColumns(): Column<FlagView>[] {
  return [
    {
      ...{ key: 'kind', label: m.oversight_column_kind(), primary: true },
      text: (row) => kindWord(row.kind),
    },
    { key: 'about', label: m.oversight_column_about(), text: aboutWord },
    {
      ...{ key: 'cycle', label: m.oversight_column_cycle() },
      text: (row) => (row.cycle ? cycleHeading(row.cycle) : null),
    },
    { key: 'raised', label: m.oversight_column_raised(), nowrap: true },
    {
      ...{ key: 'state', label: m.oversight_column_state() },
      text: (row) => stateWord(row.state).word,
    },
  ]
}

/** The deeds a question leads to. */
export function deedColumns(): Column<FlaggedDeed>[] {
  return [
    {
      ...{ key: 'item', label: m.points_column_item(), primary: true },
      text: (row) => clauseWord(row.item),
    },
    {
      ...{ key: 'household', label: m.points_column_household(), nowrap: true },
      text: (row) => row.householdCode,
    },
    { key: 'happened', label: m.points_column_happened(), nowrap: true },
    {
      ...{ key: 'value', label: m.oversight_column_value(), nowrap: true },
      text: (row) => points(row.valueHundredths),
    },
  ]
}
