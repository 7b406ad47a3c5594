import * as m from '#paraglide/messages.js'
import type { ProblemCode, RosterColumn, RosterProblem } from './model.ts'

export type SheetLocale = 'zh-CN' | 'en'
type Facts = Record<string, string>
type Sentence = (facts: Facts, options: { locale: SheetLocale }) => string

const words = m as unknown as Readonly<Record<string, Sentence | undefined>>

function say(key: string, facts: Facts, locale: SheetLocale): string {
  const sentence = words[key]
  if (!sentence) throw new Error(`No message ${key}`)
  return sentence(facts, { locale })
}

/** What is wrong with a cell and how to mend it, in one or two plain sentences. */
export function problemText(problem: RosterProblem, locale: SheetLocale): string {
  const facts: Facts = { value: problem.value }
  for (const [name, fact] of Object.entries(problem.details)) facts[name] = String(fact ?? '')
  return say(`people_sheet_problem_${problem.code satisfies ProblemCode}`, facts, locale)
}

/** The name of a column, as the template has it. */
export function columnText(column: RosterColumn | 'problem' | 'row', locale: SheetLocale): string {
  return say(`people_sheet_column_${column}`, {}, locale)
}

/** What belongs into a column. */
export function columnHelp(column: RosterColumn, locale: SheetLocale): string {
  return say(`people_sheet_help_${column}`, {}, locale)
}

export type InstructionPart = 'start' | 'finish' | 'groups' | 'grids'

export function instructionText(part: InstructionPart, names: string, locale: SheetLocale): string {
  return say(`people_sheet_instructions_${part}`, { names }, locale)
}

export function sheetTitle(sheet: 'roster' | 'instructions', locale: SheetLocale): string {
  return say(`people_sheet_${sheet}`, {}, locale)
}
