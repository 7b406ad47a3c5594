import type { RuleItem } from '#compact/model.ts'
import { inputsWord, rowSentence } from '#compact/pages/table-words.ts'
import type { DecisionTable, Inputs, TableInput } from '#compact/tables/model.ts'
import { claimsAbility, completed, evaluateTable, misfit } from '#compact/tables/rules.ts'
import * as m from '#paraglide/messages.js'
import type { Term } from '#ui/shapes.ts'
import type { DeedLine } from '../deed/model.ts'

/** The field of a question, as forms and commands name it. */
export const fieldOf = (input: Pick<TableInput, 'key'>): `inputs.${string}` => `inputs.${input.key}`

/** The answers that stand in a form; null while one is missing or out of bounds. */
export function answersIn(
  table: DecisionTable,
  values: Readonly<Record<string, string>>,
): Inputs | null {
  const given = table.inputs.flatMap((input) => {
    const text = values[fieldOf(input)]?.normalize('NFKC').trim() ?? ''
    if (text === '') return []
    return [[input.key, input.kind === 'count' && /^\d+$/.test(text) ? Number(text) : text]]
  })
  const inputs: Inputs = Object.fromEntries(given)
  return misfit(table, inputs) === null ? completed(table, inputs) : null
}

export interface Reading {
  readonly answers: string
  /** The row that applied, in words. */
  readonly row: string
  readonly hundredths: number
}

/** What was answered, and what the table makes of it. */
export function readingOf(table: DecisionTable, inputs: Inputs): Reading | null {
  const reckoned = evaluateTable(table, inputs)
  if (!reckoned) return null
  const { row, hundredths } = reckoned
  return { answers: inputsWord(table, inputs), row: rowSentence(table, row), hundredths }
}

/** Answers and row of a deed, for those who ask why it is worth what it is; empty without a table. */
export function tableTerms(deed: {
  readonly item: Pick<RuleItem, 'table'> | null
  readonly inputs: Inputs | null
}): Term[] {
  const reading = deed.item?.table && deed.inputs && readingOf(deed.item.table, deed.inputs)
  if (!reading) return []
  return [
    { term: m.points_term_answers(), value: reading.answers },
    { term: m.points_term_row(), value: reading.row },
  ]
}

/** Whether somebody says that it was done as far as able: that is confirmed deed by deed. */
export function isByAbility(line: Pick<DeedLine, 'item' | 'inputs'>): boolean {
  return Boolean(line.item?.table && line.inputs && claimsAbility(line.item.table, line.inputs))
}
