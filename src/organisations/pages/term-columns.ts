import type { Holding, Organisation } from '#organisations/model.ts'
import * as m from '#paraglide/messages.js'
import { fullDay } from '#ui/format.ts'
import { numberedName } from '#ui/numbered-name.ts'
import type { Column } from '#ui/shapes.ts'
import { postWord } from './words.ts'

/** The columns of terms of office; a division and the reason of an end only where there are any. */
export function termColumns(kinds: { division: boolean; past: boolean }): Column<Holding>[] {
  return [
    {
      ...{ key: 'post', label: m.organisations_column_post(), primary: true },
      text: (term) => postWord(term.post),
    },
    { key: 'name', label: m.organisations_column_name(), sort: true },
    ...(kinds.division ? [divisionColumn()] : []),
    {
      ...{ key: 'since', label: m.organisations_column_since(), sort: true },
      text: (term) => fullDay(term.since),
      exact: (term) => term.since,
    },
    {
      ...{ key: 'until', label: m.organisations_column_until(), sort: true },
      text: (term) => (term.until ? fullDay(term.until) : m.organisations_open_end()),
      exact: (term) => term.until,
    },
    kinds.past
      ? { key: 'endedReason', label: m.organisations_column_reason(), quiet: true }
      : { key: 'basis', label: m.organisations_column_basis(), quiet: true },
  ]
}

function divisionColumn(): Column<Holding> {
  return {
    ...{ key: 'divisionName', label: m.organisations_column_division() },
    text: (term) => term.divisionName && numberedName(term.divisionName),
  }
}

export type HoldingIn = Holding & { readonly body: string }

/** Everybody who holds a post of a place, body by body, as lines of a sheet. */
export function holderColumns(): Column<HoldingIn>[] {
  const body = { key: 'body', label: m.organisations_column_body() }
  return [body, ...termColumns({ division: true, past: false })]
}

export function holdersOf(
  bodies: readonly (Organisation & { holdings: readonly Holding[] })[],
): HoldingIn[] {
  return bodies.flatMap(({ name, holdings }) => holdings.map((held) => ({ ...held, body: name })))
}
