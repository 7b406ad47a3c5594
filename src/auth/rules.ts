import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts'
import type { AuthRefusal, Candidate, OpenSession } from './model.ts'

const adultAge = 18

/** Only grown-ups have accounts and cards of their own; minors never appear. House rule 7. */
export function isAdult(birthDate: string, today: string): boolean {
  const year = Number(birthDate.slice(0, 4)) + adultAge
  return `${year}${birthDate.slice(4)}` <= today
}

/** Whoever was born on this day or before is grown up on the other. */
export function latestBirthOfAdult(today: string): string {
  const year = Number(today.slice(0, 4)) - adultAge
  return `${year}${today.slice(4).replace('02-29', '02-28')}`
}

/**
 * One phone may belong to a whole family: the code sent to it opens a page only when it can mean
 * one grown-up alone; otherwise the person's own card decides. House rule 7.
 * Rows of one human being in several places (same identity number, or already the same account)
 * are that one person.
 */
export function decideWhoseCode(
  rows: readonly Candidate[],
  today: string,
): 'nobody' | 'several' | readonly Candidate[] {
  const adults = rows.filter((row) => isAdult(row.birthDate, today))
  const first = adults[0]
  if (!first) return 'nobody'
  return adults.every((row) => isSameHuman(first, row)) ? adults : 'several'
}

/**
 * A code works for the minutes that the place has decided on whose books the number is; for a number
 * on several places' books, for the shortest of theirs. Setting auth.code_minutes.
 */
export function decideCodeAge(
  ageMs: number,
  minutesDecided: readonly number[],
): Result<true, AuthRefusal> {
  const minutes = Math.min(...minutesDecided)
  return ageMs <= minutes * 60_000 ? ok(true) : refuse('auth.code_expired', { minutes })
}

export function isSameHuman(a: Candidate, b: Candidate): boolean {
  if (a.tenantCode === b.tenantCode) return a.personId === b.personId
  if (a.accountId && a.accountId === b.accountId) return true
  return a.idNumberDigest !== null && a.idNumberDigest === b.idNumberDigest
}

/**
 * Whoever may open accounts in one place must not thereby get at somebody's office in another:
 * an account that reaches further is changed by those who reach as far. House section 4.
 */
export function decideReach(
  places: readonly string[],
  reach: readonly string[],
): Result<true, AuthRefusal> {
  const beyond = places.filter((code) => !reach.some((prefix) => code.startsWith(prefix)))
  return beyond.length === 0 ? ok(true) : refuse('auth.account_reaches_further')
}

const shortestPassword = 10

/**
 * A password has at least ten characters and is not made of the name, one character or a plain row
 * of digits. Length before tricks: NIST SP 800-63B section 5.1.1.
 */
export function decidePassword(password: string, username: string): Result<true, AuthRefusal> {
  if ([...password].length < shortestPassword) {
    return refuse('auth.password_short', { least: shortestPassword })
  }
  const folded = password.normalize('NFKC').toLowerCase()
  const rest = username ? folded.replaceAll(username, '') : folded
  if (new Set(rest).size < 5 || isRow(folded)) return refuse('auth.password_simple')
  return ok(true)
}

/** 1234567890 or abcdefghij, forwards or backwards. */
function isRow(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0)!)
  const steps = new Set(codes.slice(1).map((code, index) => code - codes[index]!))
  return steps.size <= 2 && [...steps].every((step) => Math.abs(step) === 1 || Math.abs(step) === 9)
}

/** How often something may be tried. */
export interface Allowance {
  readonly tries: number
  readonly withinSeconds: number
  /** The longest wait after more tries. */
  readonly longestSeconds: number
}

const minute = 60
const hour = 60 * minute

/**
 * Nobody may guess for long: after a few tries one waits, and longer each time. Per number, name
 * or card, per device, and, more generously because a village may share one, per address.
 */
export const allowances = {
  'send/phone': { tries: 4, withinSeconds: 10 * minute, longestSeconds: 2 * hour },
  'send/device': { tries: 8, withinSeconds: 10 * minute, longestSeconds: 2 * hour },
  'send/address': { tries: 60, withinSeconds: 10 * minute, longestSeconds: hour },
  'code/phone': { tries: 10, withinSeconds: 10 * minute, longestSeconds: 2 * hour },
  'code/device': { tries: 15, withinSeconds: 10 * minute, longestSeconds: 2 * hour },
  'code/address': { tries: 150, withinSeconds: 10 * minute, longestSeconds: hour },
  'card/device': { tries: 6, withinSeconds: 10 * minute, longestSeconds: 2 * hour },
  'card/address': { tries: 60, withinSeconds: 10 * minute, longestSeconds: hour },
  'password/name': { tries: 6, withinSeconds: 10 * minute, longestSeconds: hour / 2 },
  'password/device': { tries: 10, withinSeconds: 10 * minute, longestSeconds: 2 * hour },
  'password/address': { tries: 100, withinSeconds: 10 * minute, longestSeconds: hour },
  'factor/device': { tries: 8, withinSeconds: 10 * minute, longestSeconds: 2 * hour },
  'factor/address': { tries: 100, withinSeconds: 10 * minute, longestSeconds: hour },
  'ask/device': { tries: 20, withinSeconds: 10 * minute, longestSeconds: hour },
  'ask/address': { tries: 200, withinSeconds: 10 * minute, longestSeconds: hour },
  'first/address': { tries: 10, withinSeconds: 10 * minute, longestSeconds: 2 * hour },
} as const satisfies Record<string, Allowance>

export type Tried = keyof typeof allowances

/** When a wait ends, it is said to the minute, in China's time. */
export function decideTries(
  counted: readonly { tried: Tried; count: number; windowEndsAt: string }[],
): Result<true, AuthRefusal> {
  const over = counted.filter(({ tried, count }) => count > allowances[tried].tries)
  if (over.length === 0) return ok(true)
  const latest = Math.max(...over.map((row) => Date.parse(row.windowEndsAt)))
  return tooMany(new Date(latest))
}

export function tooMany(until: Date): Refusal<AuthRefusal> {
  // Rounded up, so that the time told is never too early.
  const minuteInChina = Math.ceil(until.getTime() / 60_000) * 60_000 + 8 * 3_600_000
  const time = new Date(minuteInChina).toISOString().slice(11, 16)
  return refuse('auth.too_many_attempts', { time })
}

/** What kind of device signed in, from what it says of itself; good enough to recognise one's own. */
export function deviceOf(userAgent: string): OpenSession['device'] {
  if (/MicroMessenger/i.test(userAgent)) return 'wechat'
  if (/iPad|Tablet|Android(?!.*Mobile)/i.test(userAgent)) return 'tablet'
  if (/iPhone|Android|HarmonyOS|Mobile/i.test(userAgent)) return 'phone'
  return /Windows|Macintosh|Linux|X11/i.test(userAgent) ? 'computer' : 'other'
}

/** Thirty-two signs that are not mistaken for one another: no I, O, 0 and 1. */
export const codeSigns = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** `K7QM-3XPD-9RTA-HW2C` for the card; what is typed may lack the dashes. */
export function inGroups(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-')
}

/** The sixteen signs of a typed card code, or null when it cannot be one. */
export function readCardCode(typed: string): string | null {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—.]/g, '')
  return plain.length === 16 && [...plain].every((sign) => codeSigns.includes(sign)) ? plain : null
}

/** The six digits of a typed one-time code, or null when it cannot be one. */
export function readSixDigits(typed: string): string | null {
  const plain = typed.normalize('NFKC').replace(/\s/g, '')
  return /^\d{6}$/.test(plain) ? plain : null
}
