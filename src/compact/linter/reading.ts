import { protections } from './words.ts'

/** A sentence as the linter reads it, with the place of each of its characters in the text. */
export interface Sentence {
  /** As written, but without blanks and with digits and letters made half-width. */
  readonly plain: string
  /** The same with everything a protective phrase covers blanked out; same length. */
  readonly bare: string
  readonly places: readonly number[]
}

function halfWidth(char: string): string {
  const code = char.charCodeAt(0)
  const isWideWord =
    (code >= 0xff10 && code <= 0xff19) ||
    (code >= 0xff21 && code <= 0xff3a) ||
    (code >= 0xff41 && code <= 0xff5a)
  if (isWideWord) return String.fromCharCode(code - 0xfee0)
  return ',:：'.includes(char) ? '，' : char
}

/** Blanks between characters hide nothing: they are left out, and places are remembered. */
function readable(text: string): { plain: string; places: number[] } {
  const places: number[] = []
  let plain = ''
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i)
    if (char !== '\n' && /[\s\u200b-\u200d\ufeff*·]/.test(char)) continue
    plain += halfWidth(char)
    places.push(i)
  }
  return { plain, places }
}

/** "No fines" is not a fine: protective phrases are blanked before anything is judged. */
function blankProtections(sentence: string): string {
  return protections.reduce(
    (text, pattern) => text.replace(pattern, (covered) => '○'.repeat(covered.length)),
    sentence,
  )
}

/** A clause is judged sentence by sentence, because a sanction belongs to its own sentence. */
export function readSentences(text: string): Sentence[] {
  const { plain, places } = readable(text)
  return [...plain.matchAll(/[^。；;！？!?\n]+/g)].map((match) => ({
    plain: match[0],
    bare: blankProtections(match[0]),
    places: places.slice(match.index, match.index + match[0].length),
  }))
}
