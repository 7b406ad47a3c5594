import * as messages from '#paraglide/messages.js'
import type { SettingContent } from '#settings/model.ts'

type Message = (inputs?: Record<string, unknown>) => string
const all = messages as unknown as Record<string, Message | undefined>

/** A sentence that must exist; a missing one is a fault, not an empty line. */
function must(key: string): Message {
  const message = all[key]
  if (!message) throw new Error(`There is no message ${key}.`)
  return message
}

const named = (key: string) => `settings_key_${key.replaceAll('.', '_')}`

export const settingTitle = (key: string): string => must(`${named(key)}_title`)()
export const settingText = (key: string): string => must(`${named(key)}_text`)()
export const settingGroup = (key: string): string => must(`settings_group_${key.split('.')[0]}`)()
export const unitWord = (unit: string): string => must(`settings_word_${unit}`)()

/** The source of a default in the reader's language; a decision's source as it was written. */
export function sourceOf(one: { key: string; tenantCode: string | null; source: string }): string {
  if (one.tenantCode !== null) return one.source
  return (all[`${named(one.key)}_source`] ?? must('settings_source_practice'))()
}

/** `7 天`, `5 个工作日`, `过半数`, or the text itself. */
export function valueWords(value: SettingContent, unit: string | null): string {
  if (unit === 'share') return must(`settings_share_${String(value).replace('/', '_')}`)()
  return unit ? must(`settings_unit_${unit}`)({ count: value }) : String(value)
}
