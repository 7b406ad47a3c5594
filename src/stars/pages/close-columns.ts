import type { QueryValue } from '#app.ts'
import * as m from '#paraglide/messages.js'
import type { Column, Tone } from '#ui/shapes.ts'
import { cycleHeading } from '../cycle-name.ts'

export type CloseLine = QueryValue<'stars.closes'>[number]

/** How far a cycle has come. */
export function closeState({ over, close }: CloseLine): { word: string; tone: Tone } {
  if (!close && !over) return { word: m.stars_close_running(), tone: 'neutral' }
  if (!close) return { word: m.stars_close_over(), tone: 'accent' }
  if (close.finalAt) return { word: m.stars_close_final(), tone: 'done' }
  if (close.announcedAt) return { word: m.stars_close_announced(), tone: 'waiting' }
  if (close.draftedAt) return { word: m.stars_close_drafted(), tone: 'accent' }
  return { word: m.stars_close_drafting(), tone: 'waiting' }
}

/** The columns of the cycles of a village; a cycle is ordered by when it began. */
export function closeColumns(): Column<CloseLine>[] {
  return [
    {
      ...{ key: 'cycle', label: m.stars_close_start_fact_cycle(), primary: true, sort: true },
      text: ({ cycle }) => cycleHeading(cycle),
      exact: ({ cycle }) => cycle.startsOn,
    },
    {
      ...{ key: 'state', label: m.stars_close_state(), sort: true },
      text: (row) => closeState(row).word,
    },
    {
      ...{ key: 'households', label: m.stars_close_publish_fact_lines(), align: 'end', sort: true },
      text: ({ close }) => (close ? (close.announcedAt ? close.announced : close.households) : ''),
    },
  ]
}

/** A sheet names the cycle beside its days, and what still waits in it. */
export function closeSheetColumns(): Column<CloseLine>[] {
  const [cycle, ...others] = closeColumns()
  return [
    { ...cycle!, exact: ({ cycle: of }) => cycleHeading(of) },
    { key: 'from', label: m.stars_close_column_from(), text: (row) => row.cycle.startsOn },
    { key: 'to', label: m.stars_close_column_to(), text: (row) => row.cycle.endsOn },
    ...others,
    { key: 'waiting', label: m.stars_close_column_waiting() },
    {
      ...{ key: 'final', label: m.stars_close_column_final() },
      text: ({ close }) => (close ? close.final : ''),
    },
  ]
}
