import * as m from '#paraglide/messages.js'
import { forgottenName } from '#people/model.ts'

type Language = 'zh-CN' | 'en'

/**
 * An answer with the names of forgotten people said in the reader's language. The database keeps one
 * fixed marker in their place, which is the Chinese word itself; nothing else is touched.
 */
export function sayForgotten<T>(answer: T, locale: Language): T {
  const said = m.people_name_forgotten({}, { locale })
  return said === forgottenName ? answer : (within(answer, said) as T)
}

function within(value: unknown, said: string): unknown {
  if (value === forgottenName) return said
  if (Array.isArray(value)) return value.map((one) => within(one, said))
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, within(one, said)]))
}

/** A plain object; bytes and the like stay what they are. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && value.constructor === Object
}
