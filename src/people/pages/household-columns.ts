import * as m from '#paraglide/messages.js'
import type { HouseholdLine } from '#people/household/model.ts'
import { numberedName } from '#ui/numbered-name.ts'
import type { Column } from '#ui/shapes.ts'

/** The columns of the list of households, on the page and in a sheet. */
export function householdColumns(): Column<HouseholdLine>[] {
  return [
    { key: 'code', label: m.people_households_code(), sort: true, primary: true },
    {
      ...{ key: 'head', label: m.people_households_head(), sort: true },
      text: (row) => row.headName,
    },
    { key: 'members', label: m.people_households_members(), sort: true, align: 'end' },
    {
      ...{ key: 'group', label: m.people_households_group(), sort: true },
      text: (row) => row.groupName && numberedName(row.groupName),
    },
    {
      ...{ key: 'grid', label: m.people_households_grid(), sort: true, quiet: true },
      text: (row) => row.gridName && numberedName(row.gridName),
    },
    {
      ...{ key: 'part', label: m.people_households_takes_part(), sort: true },
      text: (row) => (row.takesPart ? m.people_yes() : m.people_no()),
    },
  ]
}
