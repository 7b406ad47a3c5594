import type { ListState } from './list-state.ts'
import type { Column } from './shapes.ts'

type Said = string | number

/** What a cell says on the page. */
export function said<R>(column: Column<R>, row: R): Said {
  if (column.text) return column.text(row) ?? ''
  return ((row as Record<string, unknown>)[column.key] as Said | null | undefined) ?? ''
}

/** What the same cell says in an exported sheet. */
export function exactly<R>(column: Column<R>, row: R): Said {
  return column.exact ? (column.exact(row) ?? '') : said(column, row)
}

/** The columns a list can be ordered by. */
export function sortsOf<R>(columns: readonly Column<R>[]): string[] {
  return columns.filter((column) => column.sort).map((column) => column.key)
}

type Asked = Pick<ListState, 'q' | 'sort' | 'descending'> & { offset: number; limit: number }

/**
 * A list that is read whole, as its address asks for it: the rows in which a word occurs, in the
 * order of one column, cut to a page. Rows that are equal stay in the list's own order.
 */
export function arranged<R>(
  rows: readonly R[],
  columns: readonly Column<R>[],
  asked: Asked,
): { rows: R[]; total: number } {
  const found = rows.filter((row) => fits(row, columns, asked.q))
  const column = columns.find((one) => one.sort && one.key === asked.sort)
  const ordered = column
    ? found.sort((a, b) => compare(exactly(column, a), exactly(column, b), asked.descending))
    : found
  return { rows: ordered.slice(asked.offset, asked.offset + asked.limit), total: found.length }
}

function fits<R>(row: R, columns: readonly Column<R>[], q: string): boolean {
  const sought = q.normalize('NFKC').toLowerCase()
  if (sought === '') return true
  return columns.some((column) => String(said(column, row)).toLowerCase().includes(sought))
}

/** Chinese by sound, numbers within words by their size, and what says nothing always last. */
function compare(one: Said, other: Said, descending: boolean): number {
  if (one === '' || other === '') return Number(one === '') - Number(other === '')
  const sign = descending ? -1 : 1
  if (typeof one === 'number' && typeof other === 'number') return sign * (one - other)
  return sign * collator.compare(String(one), String(other))
}

const collator = new Intl.Collator('zh-CN', { numeric: true })
