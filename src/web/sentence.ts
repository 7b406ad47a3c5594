import type { Say } from '#kernel/problem.ts'
import * as messages from '#paraglide/messages.js'

type Message = (inputs: Record<string, unknown>, options: { locale: 'zh-CN' | 'en' }) => string

/** The sentence for a refusal: what happened, why, and what to do next. */
export const say: Say = (code, details, locale) => {
  const key = `refusal_${code.replaceAll('.', '_')}`
  const message = (messages as unknown as Record<string, Message | undefined>)[key]
  if (!message) throw new Error(`There is no message ${key}.`)
  return message({ ...details }, { locale: locale === 'en' ? 'en' : 'zh-CN' })
}
