import { ok, type Result, refuse } from '#kernel/result.ts'
import type { CompactRefusal, RuleBookContent } from '../../model.ts'
import type { DecisionTable, TableRow } from '../model.ts'
import type { TableEdit, TableFacts } from './model.ts'

/** Points as they are written, in the hundredths that are kept. */
const hundredths = (points: number) => Math.round(points * 100)

function rowOf({ when, points, per }: TableFacts['rows'][number]): TableRow {
  const said = Object.entries(when).filter(([, condition]) => Object.keys(condition).length > 0)
  const row = { when: Object.fromEntries(said), hundredths: hundredths(points) }
  return per === undefined ? row : { ...row, per }
}

/** A table from what somebody filled in; conditions that say nothing are left out. */
export function tableOf({ inputs, rows, examples }: TableFacts): DecisionTable {
  return {
    inputs,
    rows: rows.map(rowOf),
    examples: examples.map((one) => ({ inputs: one.inputs, hundredths: hundredths(one.points) })),
  }
}

/**
 * An item of a draft gets a table, another one, or none any more; the rest stays word for word.
 * Source: house rule 2 (versions are drafted, adopted as a whole, and never edited in force).
 */
export function putTable(
  content: RuleBookContent,
  { itemKey, table }: TableEdit,
): Result<RuleBookContent, CompactRefusal> {
  const item = content.items.find((one) => one.key === itemKey)
  if (!item) return refuse('compact.unknown_item', { key: itemKey })
  const { table: _, ...bare } = item
  const put = table ? { ...bare, table: tableOf(table) } : bare
  return ok({ ...content, items: content.items.map((one) => (one === item ? put : one)) })
}
