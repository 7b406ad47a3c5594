import type { Cell } from './model.ts'

/** Full-width letters, digits and signs become ordinary ones; Chinese ones stay. */
function halfWidth(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00A0]/g, ' ')
}

/**
 * What a cell says: no invisible characters, one space where there were several, and without the
 * apostrophe that spreadsheets put in front of "text". Numbers are written out in full.
 */
export function plainText(cell: Cell | undefined): string {
  if (cell === undefined) return ''
  if (typeof cell === 'number') return String(cell)
  return halfWidth(cell)
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim()
    .replace(/^['‘’`]+/, '')
    .trim()
}

/** Without any space: for numbers, codes and vocabulary. */
export function tightText(cell: Cell | undefined): string {
  return plainText(cell).replaceAll(' ', '')
}

/** A spreadsheet's own error instead of a value, such as #N/A. */
export function isCellError(text: string): boolean {
  return /^#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|GETTING_DATA|SPILL!|CALC!)$/i.test(text)
}

const CHINESE_DIGITS = '零一二三四五六七八九'

/** A number up to 99 in digits or Chinese (3, 三, 十二, 二十); null for anything else. */
export function readSmallNumber(text: string): number | null {
  if (/^[0-9]{1,3}$/.test(text)) return Number(text)
  const parts = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text)
  if (!parts || text === '') return null
  const [, before, ten, after] = parts
  if (!ten) return before && after ? null : CHINESE_DIGITS.indexOf(before ?? '')
  const tens = before ? CHINESE_DIGITS.indexOf(before) : 1
  return tens * 10 + (after ? CHINESE_DIGITS.indexOf(after) : 0)
}
