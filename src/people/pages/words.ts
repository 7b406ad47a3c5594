import * as m from '#paraglide/messages.js'
import type { Person } from '#people/model.ts'
import { fullDay, listed, plainDay } from '#ui/format.ts'

type Word = (facts?: Record<string, unknown>) => string
const all = m as unknown as Readonly<Record<string, Word | undefined>>

function word(key: string, facts: Record<string, unknown> = {}): string {
  const found = all[key]
  if (!found) throw new Error(`There is no message ${key}.`)
  return found(facts)
}

export const relationWord = (relation: string) => word(`people_relation_${relation}`)
export const kinWord = (relation: string) => word(`people_kin_${relation}`)
export const sexWord = (sex: string) => word(`people_sex_${sex}`)
export const purposeWord = (purpose: string) => word(`people_purpose_${purpose}`)
export const purposeText = (purpose: string) => word(`people_purpose_text_${purpose}`)
export const methodWord = (method: string) => word(`people_method_${method}`)
export const helpMethodWord = (method: string) => word(`people_help_method_${method}`)
export const faultWord = (fault: string) => word(`people_fault_${fault}`)
export const closedWord = (reason: string) => word(`people_closed_${reason}`)
/** Since when and why somebody is off the books: 「2026年11月1日起不在花名册上：已去世。」 */
export function closedWords({ closedOn, closedReason }: Person): string {
  if (!closedOn) return ''
  const reason = closedReason ? closedWord(closedReason) : m.people_person_none()
  return m.people_person_closed({ date: fullDay(closedOn), reason })
}

/** The birthday; of somebody forgotten only the year is left. */
export function birthWords({ birthDate, forgottenAt }: Person): string {
  if (!forgottenAt) return fullDay(birthDate)
  return m.people_birth_year({ year: birthDate.slice(0, 4) })
}

export const forgottenWords = (at: string) =>
  m.people_person_forgotten({ date: fullDay(plainDay(at)) })
export const problemWord = (code: string, facts: Record<string, unknown>) =>
  word(`people_sheet_problem_${code}`, facts)
export const columnWord = (column: string) => word(`people_sheet_column_${column}`)

export function postWord(post: string): string {
  return all[`organisations_post_${post}`]?.() ?? post
}

/** What a roster would change about somebody. */
export function changesWords(changes: readonly string[], fromCode: string | null): string {
  const words = changes.map((change) => {
    if (change !== 'household') return word(`people_changed_${change}`)
    return fromCode
      ? m.people_changed_household({ code: fromCode })
      : m.people_changed_household_none()
  })
  return listed(words)
}
