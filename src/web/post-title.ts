import * as messages from '#paraglide/messages.js'

type Locale = 'zh-CN' | 'en'
type Word = (inputs?: object, options?: { locale?: Locale }) => string

/** The title of a post in the reader's language, or in the one given. */
export function postTitle(post: string, locale?: Locale): string {
  const word = (messages as unknown as Record<string, Word | undefined>)[
    `organisations_post_${post}`
  ]
  return word?.({}, locale ? { locale } : {}) ?? post
}
