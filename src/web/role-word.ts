import * as m from '#paraglide/messages.js'
import { postTitle } from './post-title.ts'

type Locale = 'zh-CN' | 'en'
type Word = (inputs: object, options: { locale?: Locale }) => string

const others: Readonly<Record<string, Word>> = {
  anyone: m.web_role_anyone,
  every_post: m.web_role_every_post,
  guest: m.web_role_guest,
  signed_in: m.web_role_signed_in,
  system: m.web_role_system,
  villager: m.web_role_villager,
}

/** A role token of the permission matrix in words; `@above` is a post held at a place above. */
export function roleWord(token: string, locale?: Locale): string {
  const options = locale ? { locale } : {}
  const [role = '', above] = token.split('@')
  const word = others[role]?.({}, options) ?? postTitle(role, locale)
  return above ? m.web_role_above({ role: word }, options) : word
}
