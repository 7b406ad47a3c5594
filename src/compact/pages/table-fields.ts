import * as m from '#paraglide/messages.js'
import type { Option } from '#ui/shapes.ts'
import { tableLimits } from '../tables/model.ts'
import type { Texts } from './typed-table.ts'
import { said } from './words.ts'

const written = (texts: Texts, name: string) =>
  said({ zh: texts[`${name}.zh`] ?? '', en: texts[`${name}.en`] ?? '' })

/** What a question that is being typed is called, also before it has words. */
export function labelOf(input: Texts): string {
  return written(input, 'wording') || m.compact_table_unnamed()
}

export function unitOf(input: Texts): string {
  return written(input, 'unit') || m.compact_table_unit()
}

/** The answers to choose from, for a choice or for “as far as able”. */
export function answerOptions(input: Texts): Option[] {
  if (input.kind === 'ability') {
    return [
      { value: 'yes', label: m.compact_yes() },
      { value: 'no', label: m.compact_no() },
    ]
  }
  const places = Array.from({ length: tableLimits.options }, (_, i) => `options.${i}`)
  return places.flatMap((name) => {
    const label = written(input, `${name}.wording`)
    return label ? [{ value: input[`${name}.key`] ?? '', label }] : []
  })
}
