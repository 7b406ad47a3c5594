import type { OrganisationKind } from '#organisations/model.ts'
import * as messages from '#paraglide/messages.js'
import { numberedName } from '#ui/numbered-name.ts'

const all = messages as unknown as Record<string, (() => string) | undefined>

/** A word that must exist; a missing one is a fault, not an empty cell. */
function must(key: string): string {
  const message = all[key]
  if (!message) throw new Error(`There is no message ${key}.`)
  return message()
}

export const kindWord = (kind: OrganisationKind): string => must(`organisations_kind_${kind}`)
export const postWord = (post: string): string => must(`organisations_post_${post}`)

/** A body by its own name; in English with its kind, for most are called by what they are. */
export function bodyWord({ name, kind }: { name: string; kind: OrganisationKind }): string {
  const said = numberedName(name)
  return said === name ? messages.organisations_named({ kind: kindWord(kind), name }) : said
}
