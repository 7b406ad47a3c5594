import * as m from '#paraglide/messages.js'
import { listed, points } from '#ui/format.ts'
import type { Condition, DecisionTable, Inputs, TableInput, TableRow } from '../tables/model.ts'
import { said } from './words.ts'

type Answer = Inputs[string]

/** One answer as people say it: `3 小时`, the words of a choice, yes or no. */
export function answerWord(input: TableInput, answer: Answer | undefined): string {
  if (answer === undefined) return m.compact_diff_nothing()
  if (input.kind === 'count')
    return m.compact_table_count({ count: answer, unit: said(input.unit) })
  if (input.kind === 'ability') return answer === 'yes' ? m.compact_yes() : m.compact_no()
  const option = input.options.find((one) => one.key === answer)
  return option ? said(option.wording) : String(answer)
}

/** All answers in one line, in the order in which they are asked. */
export function inputsWord(table: DecisionTable, inputs: Inputs): string {
  const answers = table.inputs.map((input) =>
    m.compact_table_is({
      label: said(input.wording),
      answer: answerWord(input, inputs[input.key]),
    }),
  )
  return listed(answers)
}

function conditionWord(input: TableInput, { atLeast, atMost, is }: Condition): string {
  const label = said(input.wording)
  if (input.kind !== 'count')
    return m.compact_table_is({ label, answer: answerWord(input, is ?? '') })
  const unit = said(input.unit)
  if (atLeast !== undefined && atMost !== undefined)
    return m.compact_table_between({ label, unit, from: atLeast, to: atMost })
  return atLeast === undefined
    ? m.compact_table_at_most({ label, unit, count: atMost ?? input.max })
    : m.compact_table_at_least({ label, unit, count: atLeast })
}

/** Under which answers a row decides; the row without conditions is for everything else. */
export function rowWhen(table: DecisionTable, row: TableRow): string {
  const conditions = table.inputs.flatMap((input) => {
    const condition = row.when[input.key]
    return condition ? [conditionWord(input, condition)] : []
  })
  return conditions.length > 0 ? listed(conditions) : m.compact_table_otherwise()
}

/** What a row gives: `2 分`, or `每小时 1 分`. */
export function rowPoints(table: DecisionTable, row: TableRow): string {
  const counted = table.inputs.find((input) => input.key === row.per)
  const worth = points(row.hundredths)
  return counted?.kind === 'count'
    ? m.compact_table_each({ points: worth, unit: said(counted.unit) })
    : worth
}

/** The row that decided, in words: `第 2 行：… → 8 分`. */
export function rowSentence(table: DecisionTable, at: number): string {
  const row = table.rows[at]
  if (!row) return m.compact_diff_nothing()
  const facts = { row: at + 1, when: rowWhen(table, row), points: rowPoints(table, row) }
  return m.compact_table_row({ ...facts })
}

/** A whole table in one line, for comparing two versions. */
export function tableWord(table: DecisionTable): string {
  const rows = table.rows.map((_, at) => rowSentence(table, at))
  const facts = { questions: table.inputs.length, examples: table.examples.length }
  return [m.compact_table_sum(facts), ...rows].join(m.compact_table_stop())
}
