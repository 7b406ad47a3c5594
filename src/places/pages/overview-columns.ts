import * as m from '#paraglide/messages.js'
import { cycleHeading } from '#stars/cycle-name.ts'
import type { Column } from '#ui/shapes.ts'
import type { OverviewRow } from './overview.ts'

const states: Record<string, () => string> = {
  running: m.places_overview_state_running,
  closing: m.places_overview_state_closing,
  announced: m.places_overview_state_announced,
  final: m.places_overview_state_final,
}

/** The quarter of a village and how far it has come. */
export function stateWords({ cycle }: OverviewRow): string {
  if (!cycle) return m.places_overview_state_none()
  const { state } = cycle
  return m.places_overview_state({ cycle: cycleHeading(cycle), state: states[state]?.() ?? state })
}

const number = (key: string, label: string, of: (row: OverviewRow) => number) =>
  ({ key, label, sort: true, align: 'end', text: of }) as const

/** The columns of an overview: villages with their quarter, or what lies below townships and counties. */
export function overviewColumns(ofVillages: boolean): Column<OverviewRow>[] {
  const inside = [
    number('villages', m.places_overview_column_villages(), (row) => row.villages),
    number('begun', m.places_overview_column_begun(), (row) => row.begun),
  ]
  const state = { key: 'state', label: m.places_overview_column_state(), sort: true }
  return [
    { key: 'name', label: m.places_overview_column_name(), primary: true, sort: true },
    ...(ofVillages ? [{ ...state, text: stateWords }] : inside),
    number('waiting', m.places_overview_column_waiting(), (row) => row.waiting),
    number('overdue', m.places_overview_column_overdue(), (row) => row.overdue),
    number('appeals', m.places_overview_column_appeals(), (row) => row.openAppeals),
  ]
}

/** A sheet can be joined with others by the code of the place. */
export function overviewSheetColumns(ofVillages: boolean): Column<OverviewRow>[] {
  return [...overviewColumns(ofVillages), { key: 'code', label: m.places_overview_column_code() }]
}
