import * as messages from '#paraglide/messages.js'

type Word = () => string

/** The title of a post in the reader's language. */
export function postTitle(post: string): string {
  const word = (messages as unknown as Record<string, Word | undefined>)[
    `organisations_post_${post}`
  ]
  return word?.() ?? post
}
