import { type Details, ok, type Result, refuse } from '#kernel/result.ts'
import type { Relation, Sex } from '#people/model.ts'
import { daySinceEpoch, readDay } from './dates.ts'
import { type IdFacts, readIdNumber } from './id-number.ts'
import type { Cell, ProblemCode } from './model.ts'
import { readRelation } from './relations.ts'
import { plainText, tightText } from './text.ts'

/** What one cell means: a value, nothing written (null), or what is wrong with it. */
export type CellReading<T> = Result<T | null, ProblemCode>

const NOTHING = new Set(['', '无', '没有', '暂无', '-', '/', '\\', 'none', 'n/a'])
const YES = new Set('是 √ ✓ ✔ y yes true 1 参加 同意 愿意'.split(' '))
const NO = new Set('否 × ✗ ✘ x n no false 0 不参加 不同意 不愿意'.split(' '))
const MALE = new Set('男 男性 1 m male'.split(' '))
const FEMALE = new Set('女 女性 2 f female'.split(' '))
const SCIENTIFIC = /^[0-9](\.[0-9]+)?E\+?[0-9]+$/i

function isNothing(text: string): boolean {
  return NOTHING.has(text.toLowerCase())
}

/**
 * A household code is the same however a program wrote it: 12, 012 and 0012 are one household.
 * Plain numbers are brought to at least three digits.
 */
export function readHouseholdCode(cell: Cell | undefined): CellReading<string> {
  const text = tightText(cell).toUpperCase()
  if (isNothing(text)) return refuse('household_code_missing')
  if (/^[0-9]+$/.test(text) && text.length <= 20) {
    return ok(text.replace(/^0+(?=[0-9])/, '').padStart(3, '0'))
  }
  return /^[\p{L}\p{N}][\p{L}\p{N}-]{0,19}$/u.test(text)
    ? ok(text)
    : refuse('household_code_invalid')
}

/** Replacement marks and private characters: what is left of a rare character saved badly. */
const LOST_CHARACTER = /[?\uFFFD□■▯*\uE000-\uF8FF\u{F0000}-\u{10FFFD}]/u
const NAME = /^[\p{L}〇][\p{L}\p{M}〇·.' -]{0,58}[\p{L}\p{M}〇]$/u

/** A name without the spaces put in for looks, and with one kind of dot between its parts. */
export function readName(cell: Cell | undefined): CellReading<string> {
  const text = plainText(cell).replace(/[•・‧∙●⋅]/g, '·')
  if (isNothing(text)) return ok(null)
  if (LOST_CHARACTER.test(text)) return refuse('name_unreadable')
  const tight = /\p{Script=Han}/u.test(text) ? text.replaceAll(' ', '').replaceAll('.', '·') : text
  return NAME.test(tight) ? ok(tight) : refuse('name_invalid')
}

export function readSex(cell: Cell | undefined): CellReading<Sex> {
  const text = tightText(cell).toLowerCase()
  if (isNothing(text)) return ok(null)
  if (MALE.has(text)) return ok('male')
  return FEMALE.has(text) ? ok('female') : refuse('sex_unknown')
}

/** Whether a program has kept a long number as a number: its last digits are gone for good. */
function lostDigits(cell: Cell | undefined, text: string): boolean {
  return (typeof cell === 'number' && cell > Number.MAX_SAFE_INTEGER) || SCIENTIFIC.test(text)
}

export function readId(cell: Cell | undefined, today: string): CellReading<IdFacts> {
  const text = tightText(cell).toUpperCase()
  if (isNothing(text)) return ok(null)
  if (lostDigits(cell, text)) return refuse('id_precision_lost')
  const facts = readIdNumber(text, today)
  // Spreadsheets keep fifteen digits and write zeros for the rest.
  if (!facts.ok && text.length === 18 && text.endsWith('000')) return refuse('id_precision_lost')
  return facts
}

export function readBirthDate(
  cell: Cell | undefined,
  on: { today: string; countsFrom1904: boolean },
): CellReading<string> {
  const text = tightText(cell)
  const timed = plainText(cell)
  if (isNothing(text)) return ok(null)
  const serial = /^[0-9]{5}(\.[0-9]+)?$/.test(text)
  const day = serial
    ? daySinceEpoch(Number(text), on.countsFrom1904)
    : (readDay(text) ?? readDay(timed))
  if (!day) return refuse('birth_unreadable')
  if (day > on.today) return refuse('birth_in_future')
  return day < '1900-01-01' ? refuse('birth_too_early') : ok(day)
}

export function readRelationCell(cell: Cell | undefined): CellReading<Relation> {
  const text = tightText(cell)
  if (isNothing(text)) return refuse('relation_missing')
  const relation = readRelation(text)
  return relation ? ok(relation) : refuse('relation_unknown')
}

function phoneNumber(text: string): string | null {
  const digits = text.replace(/[\s\-()]/g, '').replace(/^(\+|00)?86(?=1)/, '')
  return /^1[3-9][0-9]{9}$|^0[0-9]{9,11}$/.test(digits) ? digits : null
}

export type PhoneReading = { readonly number: string; readonly several: boolean }

/** One telephone number; of several the first one that can be right. */
export function readPhone(cell: Cell | undefined): CellReading<PhoneReading> {
  const text = plainText(cell)
  if (isNothing(text)) return ok(null)
  const whole = phoneNumber(text)
  if (whole) return ok({ number: whole, several: false })
  const parts = text.split(/[/、,;]|\s+(?=1[3-9])/).map(phoneNumber)
  const number = parts.find((part) => part !== null)
  return number ? ok({ number, several: true }) : refuse('phone_invalid')
}

export function readTakesPart(cell: Cell | undefined): CellReading<boolean> {
  const text = tightText(cell).toLowerCase()
  if (text === '') return ok(null)
  if (YES.has(text)) return ok(true)
  return NO.has(text) ? ok(false) : refuse('takes_part_unknown')
}

/** A group or grid the village has; while none are known yet, the sheet's own name for it. */
export function readDivision(
  cell: Cell | undefined,
  names: readonly string[],
  match: (text: string, names: readonly string[]) => string | null,
): Result<string | null, 'unknown'> {
  const text = tightText(cell)
  if (isNothing(text)) return ok(null)
  const name = names.length === 0 ? text : match(text, names)
  return name ? ok(name) : refuse('unknown', shorten(names))
}

/** A few of the names that would be right, so that the sentence stays short. */
function shorten(names: readonly string[]): Details {
  const first = names.slice(0, 12).join('、')
  return { known: names.length > 12 ? `${first}…` : first }
}
