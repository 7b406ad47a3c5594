import { ok, type Result, refuse } from '#kernel/result.ts'
import type { Sex } from '#people/model.ts'
import { isDay } from './dates.ts'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_CHARACTERS = '10X98765432'

/** First two digits: the province (GB/T 2260), or 9 for a foreigner's permanent residence card. */
const PROVINCES = new Set(
  [
    '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46',
    '50 51 52 53 54 61 62 63 64 65 71 81 82 83',
  ]
    .join(' ')
    .split(' '),
)

export type IdFault =
  | 'id_length'
  | 'id_characters'
  | 'id_region'
  | 'id_birth_date'
  | 'id_check_digit'

export type IdFacts = {
  /** Eighteen characters; a number of fifteen digits is brought to this form. */
  readonly number: string
  readonly birthDate: string
  readonly sex: Sex
  readonly wasOld: boolean
}

/** The last character of an identity number follows from the seventeen before (GB 11643-1999). */
export function checkCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(first17[at]), 0)
  return CHECK_CHARACTERS[sum % 11] ?? ''
}

/**
 * An identity number says its own mistakes: a mistyped digit breaks the last character, and the
 * region and birth date inside must exist. Source: GB 11643-1999. Numbers of fifteen digits, no
 * longer valid since 2013, are understood and brought to eighteen.
 */
export function readIdNumber(text: string, today: string): Result<IdFacts, IdFault> {
  if (!/^[0-9]+[0-9X]$/.test(text)) return refuse('id_characters')
  if (text.length !== 15 && text.length !== 18) return refuse('id_length', { length: text.length })
  const wasOld = text.length === 15
  if (wasOld && text.endsWith('X')) return refuse('id_characters')
  const first17 = wasOld ? `${text.slice(0, 6)}19${text.slice(6)}` : text.slice(0, 17)
  const region = text.slice(0, 2)
  if (!PROVINCES.has(region) && !region.startsWith('9')) return refuse('id_region', { region })
  const born = first17.slice(6, 14)
  const birthDate = `${born.slice(0, 4)}-${born.slice(4, 6)}-${born.slice(6)}`
  if (!isDay(birthDate) || birthDate > today || birthDate < '1900-01-01') {
    return refuse('id_birth_date', { birthDate })
  }
  const last = checkCharacter(first17)
  if (!wasOld && text[17] !== last) return refuse('id_check_digit')
  const sex = Number(first17[16]) % 2 === 1 ? 'male' : 'female'
  return ok({ number: first17 + last, birthDate, sex, wasOld })
}

/** Of an identity number only the first six and last four characters are shown. */
export function maskIdNumber(text: string): string {
  if (text.length < 12) return '*'.repeat(text.length)
  return `${text.slice(0, 6)}${'*'.repeat(text.length - 10)}${text.slice(-4)}`
}

/**
 * Of a telephone number only the first three and last four digits are shown; of a piece of one the
 * second half, so that the row can still be found again.
 */
export function maskPhone(text: string): string {
  if (text.length < 9) {
    const shown = Math.min(4, Math.floor(text.length / 2))
    return '*'.repeat(text.length - shown) + text.slice(text.length - shown)
  }
  return `${text.slice(0, 3)}${'*'.repeat(text.length - 7)}${text.slice(-4)}`
}

/** Hides identity and telephone numbers that stand in a cell where they do not belong. */
export function maskNumbers(text: string): string {
  return text.replace(/[0-9][0-9-]{9,}[0-9xX]?/g, (run) =>
    run.length >= 15 ? maskIdNumber(run) : maskPhone(run),
  )
}
