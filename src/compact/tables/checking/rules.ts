import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts'
import type { CompactRefusal, RuleBookContent, RuleItem } from '../../model.ts'
import {
  type Condition,
  type DecisionTable,
  type Example,
  type Inputs,
  type TableInput,
  tableLimits,
} from '../model.ts'
import { claimsAbility, completed, evaluateTable, misfit } from '../rules.ts'

type Verdict = Refusal<CompactRefusal> | null

function conditionFits(input: TableInput | undefined, condition: Condition): boolean {
  const { atLeast, atMost, is } = condition
  if (!input) return false
  if (input.kind === 'count') return is === undefined
  const asked = atLeast === undefined && atMost === undefined
  if (input.kind === 'ability') return asked && (is === undefined || is === 'yes' || is === 'no')
  return asked && (is === undefined || input.options.some((option) => option.key === is))
}

function checkInputs({ inputs }: DecisionTable, clause: string): Verdict {
  const repeats = (keys: readonly string[]) => new Set(keys).size < keys.length
  const options = inputs.flatMap((one) => (one.kind === 'choice' ? [one.options] : []))
  if ([inputs, ...options].some((list) => repeats(list.map((one) => one.key))))
    return refuse('compact.table_input_repeated', { clause })
  for (const input of inputs)
    if (input.kind === 'count' && input.min > input.max)
      return refuse('compact.table_count_inverted', { clause, input: input.wording.zh })
  const many = (kind: TableInput['kind']) => inputs.filter((one) => one.kind === kind).length
  const { counts } = tableLimits
  return many('count') > counts || many('ability') > 1
    ? refuse('compact.table_too_many_inputs', { clause, counts })
    : null
}

/** A table asks each thing once, and its rows speak only of what it asks; a deduction has none. */
export function checkTable({ table, clause, negative }: RuleItem): Verdict {
  if (!table) return null
  if (negative) return refuse('compact.table_on_deduction', { clause })
  const inputs = checkInputs(table, clause)
  if (inputs) return inputs
  const asked = new Map(table.inputs.map((input) => [input.key, input]))
  const unfit = table.rows.findIndex(
    ({ when, per }) =>
      Object.entries(when).some(([key, condition]) => !conditionFits(asked.get(key), condition)) ||
      (per !== undefined && asked.get(per)?.kind !== 'count'),
  )
  return unfit < 0 ? null : refuse('compact.table_condition_unfit', { clause, row: unfit + 1 })
}

/** Where a row may begin or end, and the ends themselves: between these nothing changes sides. */
function answersTo(input: TableInput, table: DecisionTable): readonly Inputs[string][] {
  if (input.kind === 'ability') return ['yes', 'no']
  if (input.kind === 'choice') return input.options.map((option) => option.key)
  const edges = table.rows.flatMap(({ when }) => {
    const { atLeast, atMost } = when[input.key] ?? {}
    const from = atLeast === undefined ? [] : [atLeast - 1, atLeast]
    return atMost === undefined ? from : [...from, atMost, atMost + 1]
  })
  const within = edges.filter((edge) => edge >= input.min && edge <= input.max)
  return [...new Set([input.min, input.max, ...within])]
}

/** Every combination of answers that can make a difference. */
export function combinations(table: DecisionTable): Inputs[] {
  return table.inputs.reduce<Inputs[]>(
    (all, input) => {
      const answers = answersTo(input, table)
      return all.flatMap((one) => answers.map((answer) => ({ ...one, [input.key]: answer })))
    },
    [{}],
  )
}

function wordOf(input: TableInput, answer: Inputs[string] | undefined): string {
  if (input.kind === 'count') return `${answer} ${input.unit.zh}`
  if (input.kind === 'ability') return answer === 'yes' ? '是' : '否'
  return input.options.find((option) => option.key === answer)?.wording.zh ?? String(answer)
}

/** Answers in the binding words, as a refusal names them. */
function said(table: DecisionTable, inputs: Inputs): string {
  return table.inputs
    .map((input) => `${input.wording.zh} ${wordOf(input, inputs[input.key])}`)
    .join('，')
}

function checkRows(item: RuleItem, table: DecisionTable): Verdict {
  const { clause } = item
  const reached = new Set<number>()
  for (const inputs of combinations(table)) {
    const reckoned = evaluateTable(table, inputs)
    if (!reckoned) return refuse('compact.table_gap', { clause, inputs: said(table, inputs) })
    reached.add(reckoned.row)
    const { hundredths, row } = reckoned
    if (hundredths < Math.max(item.minHundredths, 1) || hundredths > item.maxHundredths)
      return refuse('compact.table_points_out_of_range', {
        ...{ clause, row: row + 1, points: hundredths / 100, inputs: said(table, inputs) },
        ...{ from: item.minHundredths / 100, to: item.maxHundredths / 100 },
      })
  }
  const idle = table.rows.findIndex((_, at) => !reached.has(at))
  return idle < 0 ? null : refuse('compact.table_row_unreachable', { clause, row: idle + 1 })
}

/** What an example comes to now: right, other points, or answers the table does not ask for. */
export function tryExample(
  table: DecisionTable,
  example: Example,
): { readonly passes: boolean; readonly gotHundredths: number | null } {
  if (misfit(table, example.inputs) !== null) return { passes: false, gotHundredths: null }
  const got = evaluateTable(table, completed(table, example.inputs))?.hundredths ?? null
  return { passes: got === example.hundredths, gotHundredths: got }
}

/** Two at least; “by ability” and rows that count by the head are each shown in one of them. */
function enoughExamples(table: DecisionTable): boolean {
  const tried = table.examples.map(({ inputs }) => ({
    able: claimsAbility(table, inputs),
    row: table.rows[evaluateTable(table, completed(table, inputs))?.row ?? -1],
  }))
  const asksAbility = table.inputs.some((input) => input.kind === 'ability')
  const counts = table.rows.some((row) => row.per !== undefined)
  return (
    tried.length >= 2 &&
    (!asksAbility || tried.some((one) => one.able)) &&
    (!counts || tried.some((one) => one.row?.per !== undefined))
  )
}

function checkExamples(item: RuleItem, table: DecisionTable): Verdict {
  const { clause } = item
  for (const [at, example] of table.examples.entries()) {
    const { passes, gotHundredths } = tryExample(table, example)
    if (gotHundredths === null) return refuse('compact.example_unfit', { clause, example: at + 1 })
    if (!passes)
      return refuse('compact.example_fails', {
        ...{ clause, item: item.title.zh, example: at + 1 },
        ...{ expected: example.hundredths / 100, got: gotHundredths / 100 },
      })
  }
  return enoughExamples(table) ? null : refuse('compact.table_examples_missing', { clause })
}

/** The first thing that keeps an item with a table from being adopted; null where nothing does. */
export function tableFault(item: RuleItem): Verdict {
  if (!item.table) return null
  return checkTable(item) ?? checkRows(item, item.table) ?? checkExamples(item, item.table)
}

/**
 * A table is adopted only when every answer leads to points within the item's bounds, no row is
 * idle, and its example cases come out as they were written down.
 * Source: our own rule; docs/governance.md requirement 4 (rules are tried before they hold).
 */
export function decideTables(content: RuleBookContent): Result<null, CompactRefusal> {
  for (const item of content.items) {
    const fault = tableFault(item)
    if (fault) return fault
  }
  return ok(null)
}
