import type { Header } from './columns.ts'
import type { Cell, CorrectedSheet, RosterColumn, RosterDraft, RosterProblem } from './model.ts'
import { plainText } from './text.ts'

type Person = { readonly row: number; readonly all: readonly Cell[] }

/** What a cell should say, where it was understood; null keeps what is written. */
function properText(draft: RosterDraft, column: RosterColumn): string | null {
  switch (column) {
    case 'household_code':
      return draft.householdCode
    case 'head_name':
      return draft.headName
    case 'name':
      return draft.name
    case 'id_number':
      return draft.idNumber
    case 'birth_date':
      return draft.birthDate
    case 'phone':
      return draft.phone
    case 'group':
      return draft.group
    case 'grid':
      return draft.grid
    default:
      return null
  }
}

/**
 * The sheet with what was understood written properly: codes with their zeros, full numbers, real
 * dates, the village's own names for groups. Cells with something wrong stay as they are, so that
 * whoever mends them sees what is written.
 */
export function correctSheet(read: {
  readonly header: Header
  readonly persons: readonly Person[]
  readonly drafts: readonly RosterDraft[]
  readonly problems: readonly RosterProblem[]
}): CorrectedSheet {
  const { found, unknown } = read.header.columns
  const columns: { header: string; index: number; column?: RosterColumn }[] = [...found, ...unknown]
  columns.sort((one, other) => one.index - other.index)
  const faulty = new Set(read.problems.map((one) => `${one.row} ${one.column}`))
  const rows = read.persons.map(({ row, all }, at) => {
    const draft = read.drafts[at]
    const cells = columns.map(({ index, column }) => {
      const isRight = draft && column && !faulty.has(`${row} ${column}`)
      return (isRight ? properText(draft, column) : null) ?? plainText(all[index])
    })
    return { row, cells }
  })
  return { headers: columns.map((column) => column.header), rows }
}
