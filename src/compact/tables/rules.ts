import type { Condition, DecisionTable, Inputs, TableInput, TableRow } from './model.ts'

type Answer = Inputs[string]

function answerFits(input: TableInput, answer: Answer | undefined): boolean {
  switch (input.kind) {
    case 'count':
      return typeof answer === 'number' && answer >= input.min && answer <= input.max
    case 'choice':
      return input.options.some((option) => option.key === answer)
    case 'ability':
      return answer === 'yes' || answer === 'no'
  }
}

/** The first question whose answer is missing, stray or out of bounds; null where all fits. */
export function misfit(table: Pick<DecisionTable, 'inputs'>, given: Inputs): string | null {
  const full = completed(table, given)
  const stray = Object.keys(given).find((key) => !table.inputs.some((one) => one.key === key))
  return stray ?? table.inputs.find((one) => !answerFits(one, full[one.key]))?.key ?? null
}

/** Who says nothing about “by ability” claims nothing. Source: our own rule for decision tables. */
export function completed(table: Pick<DecisionTable, 'inputs'>, given: Inputs): Inputs {
  const silent = table.inputs.filter((one) => one.kind === 'ability' && !(one.key in given))
  return { ...given, ...Object.fromEntries(silent.map((one) => [one.key, 'no'])) }
}

function holds(condition: Condition, answer: Answer | undefined): boolean {
  const { atLeast, atMost, is } = condition
  if (is !== undefined && is !== answer) return false
  if (atLeast !== undefined && !(typeof answer === 'number' && answer >= atLeast)) return false
  return atMost === undefined || (typeof answer === 'number' && answer <= atMost)
}

const rowHolds = (row: TableRow, inputs: Inputs): boolean =>
  Object.entries(row.when).every(([key, condition]) => holds(condition, inputs[key]))

/** What a row gives: its points, or so many for each unit that was counted. */
function worthOf(row: TableRow, inputs: Inputs): number {
  const units = row.per === undefined ? 1 : Number(inputs[row.per])
  return row.hundredths * units
}

export interface Reckoned {
  /** Place of the row that decided, from nought. */
  readonly row: number
  readonly hundredths: number
}

/**
 * The first row that fits decides what a deed is worth; null where none does. The same answers
 * always give the same points, whoever fills them in. Source: docs/governance.md requirement 4.
 */
export function evaluateTable(table: Pick<DecisionTable, 'rows'>, inputs: Inputs): Reckoned | null {
  const at = table.rows.findIndex((row) => rowHolds(row, inputs))
  const row = table.rows[at]
  return row ? { row: at, hundredths: worthOf(row, inputs) } : null
}

/** Whether somebody said that they did it as far as they are able. */
export function claimsAbility(table: Pick<DecisionTable, 'inputs'>, inputs: Inputs): boolean {
  return table.inputs.some((input) => input.kind === 'ability' && inputs[input.key] === 'yes')
}

/** Inputs that mean the same: the same answers to the same questions. */
export function sameInputs(one: Inputs, other: Inputs): boolean {
  const keys = Object.keys(one)
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key])
}
