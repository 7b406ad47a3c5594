import type { Issue } from '#kernel/outcome.ts'
import type { Say } from '#kernel/problem.ts'
import type { Details } from '#kernel/result.ts'
import * as messages from '#paraglide/messages.js'
import { fullDay, instant } from '#ui/format.ts'
import { sayForgotten } from './forgotten-names.ts'

type Message = (inputs: Record<string, unknown>, options: { locale: 'zh-CN' | 'en' }) => string

/** The sentence for a refusal: what happened, why, and what to do next. */
export const say: Say = (code, details, locale) => {
  const key = `refusal_${code.replaceAll('.', '_')}`
  const message = (messages as unknown as Record<string, Message | undefined>)[key]
  if (!message) throw new Error(`There is no message ${key}.`)
  const language = locale === 'en' ? 'en' : 'zh-CN'
  return message(sayForgotten(inWords(details, language), language), { locale: language })
}

/** Days and instants among the facts are said as people say them. */
function inWords(details: Details, locale: 'zh-CN' | 'en'): Record<string, unknown> {
  const said = Object.entries(details).map(([name, fact]) => {
    if (typeof fact !== 'string') return [name, fact]
    if (/^\d{4}-\d{2}-\d{2}$/.test(fact)) return [name, fullDay(fact, { locale })]
    if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(fact)) return [name, instant(fact, { locale })]
    return [name, fact]
  })
  return Object.fromEntries(said)
}

/**
 * What a field is called: `head.birthDate` by its last part, `title.en` as the English of its title.
 * Null when it has no name in words: then its sentence stands alone, and no key is ever shown.
 */
export function fieldName(path: string, locale: 'zh-CN' | 'en'): string | null {
  const parts = path.split('.').filter((part) => !/^\d+$/.test(part))
  const last = parts.at(-1) ?? ''
  const spoken = last === 'zh' || last === 'en' ? (parts.at(-2) ?? '') : last
  const message = (messages as unknown as Record<string, Message | undefined>)[`field_${spoken}`]
  const name = message?.({}, { locale }) ?? null
  return name && last === 'en' ? messages.web_field_in_english({ name }, { locale }) : name
}

/** What is wrong with a field, as a sentence beside it. */
export function sayIssue(issue: Issue, locale: 'zh-CN' | 'en'): string {
  const limit = String(issue.limit ?? '')
  const texts = issue.counts === 'string'
  if (issue.counts === 'array') return sayList(issue, locale)
  switch (issue.kind) {
    case 'missing':
      return messages.web_field_missing({}, { locale })
    case 'too_small':
      if (texts && issue.limit === 1) return messages.web_field_missing({}, { locale })
      return texts
        ? messages.web_field_too_short({ limit }, { locale })
        : messages.web_field_too_small({ limit }, { locale })
    case 'too_big':
      return texts
        ? messages.web_field_too_long({ limit }, { locale })
        : messages.web_field_too_big({ limit }, { locale })
    case 'choice':
      return messages.web_field_choice({}, { locale })
    default:
      return messages.web_field_format({}, { locale })
  }
}

/** Too few or too many were ticked; the households of a round are asked for by their name. */
function sayList(issue: Issue, locale: 'zh-CN' | 'en'): string {
  const limit = String(issue.limit ?? '')
  if (issue.kind === 'too_big') return messages.web_field_too_many({ limit }, { locale })
  return issue.path === 'households'
    ? messages.web_field_no_household({}, { locale })
    : messages.web_field_none_chosen({}, { locale })
}
