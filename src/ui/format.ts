import { getLocale, type Locale } from '#paraglide/runtime.js'
import { type DayParts, dateWords } from './date-words.ts'
import type { DueDate } from './shapes.ts'

/** In which language to say it; the reader's own when not given. */
export interface Wording {
  locale?: Locale
}

export interface Signed extends Wording {
  /** Writes the plus sign too: a change, not an amount. */
  signed?: boolean
}

const starWords: Record<Locale, (stars: number) => string> = {
  'zh-CN': (stars) => (stars === 0 ? '暂无星级' : `${'零一二三四五六七八九十'[stars]}星`),
  en: (stars) => {
    const words = 'no one two three four five six seven eight nine ten'.split(' ')
    return `${words[stars]} star${stars === 1 ? '' : 's'}`
  },
}

const minus = '−'
const say = (wording: Wording) => wording.locale ?? getLocale()

function sign(value: number, signed: boolean | undefined): string {
  if (value < 0) return minus
  return signed && value > 0 ? '+' : ''
}

function grouped(whole: number): string {
  return String(whole).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `8650` hundredths is 86.5; trailing zeros are not written. */
export function pointsNumber(hundredths: number, wording: Signed = {}): string {
  const absolute = Math.abs(hundredths)
  const rest = String(absolute % 100)
    .padStart(2, '0')
    .replace(/0+$/, '')
  const whole = grouped(Math.floor(absolute / 100))
  return sign(hundredths, wording.signed) + whole + (rest ? `.${rest}` : '')
}

/** `86 分`, `86 points`, `1 point`. */
export function points(hundredths: number, wording: Signed = {}): string {
  const number = pointsNumber(hundredths, wording)
  return `${number}\u00a0${pointsUnit(hundredths, wording)}`
}

export function pointsUnit(hundredths: number, wording: Wording = {}): string {
  if (say(wording) === 'zh-CN') return '分'
  return Math.abs(hundredths) === 100 ? 'point' : 'points'
}

/** Integer fen as yuan with thousands separators: `1,234.50`. */
export function moneyNumber(fen: number, wording: Signed = {}): string {
  const absolute = Math.abs(fen)
  const cents = String(absolute % 100).padStart(2, '0')
  return `${sign(fen, wording.signed)}${grouped(Math.floor(absolute / 100))}.${cents}`
}

export function money(fen: number, wording: Signed = {}): string {
  return `${moneyNumber(fen, wording)}\u00a0${say(wording) === 'zh-CN' ? '元' : 'yuan'}`
}

export function count(value: number, wording: Signed = {}): string {
  return sign(value, wording.signed) + grouped(Math.abs(Math.trunc(value)))
}

/** A share as a whole percentage; nothing of nothing is 0 %. */
export function percent(part: number, whole: number): string {
  const value = whole === 0 ? 0 : Math.round((part / whole) * 100)
  return `${value}%`
}

export function starsWord(stars: number, wording: Wording = {}): string {
  return starWords[say(wording)](stars)
}

/** The calendar day in Shanghai of an instant, or the plain date itself. */
export function plainDay(value: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return value
  return shanghai(value).date
}

/** `19:20` in Shanghai. */
export function clock(instantText: string): string {
  return shanghai(instantText).clock
}

export function day(date: string, wording: Wording = {}): string {
  return dateWords[say(wording)].day(parts(date))
}

export function fullDay(date: string, wording: Wording = {}): string {
  return dateWords[say(wording)].fullDay(parts(date))
}

/** Without weekday; the year only when it is not this one. */
export function shortDay(date: string, wording: Wording & { today?: string } = {}): string {
  const words = dateWords[say(wording)]
  const same = !wording.today || wording.today.slice(0, 4) === plainDay(date).slice(0, 4)
  return same ? words.monthDay(parts(date)) : words.fullDay(parts(date))
}

export function instant(iso: string, wording: Wording & { today?: string } = {}): string {
  return dateWords[say(wording)].withTime(shortDay(iso, wording), clock(iso))
}

/** `2026-11-08 19:20`, for a sheet that is ordered and searched by other programs. */
export function exactTime(iso: string): string {
  const local = shanghai(iso)
  return `${local.date} ${local.clock}`
}

/** As people say it, with the exact date beside: 昨天（11 月 18 日）. */
export function human(date: string, today: string, wording: Wording = {}): string {
  const words = dateWords[say(wording)]
  const phrase = words.relative(daysBetween(today, plainDay(date)))
  const exact = shortDay(date, { ...wording, today })
  return phrase ? words.beside(phrase, exact) : exact
}

/** 最迟 12 月 1 日（周二），还有 5 个工作日 — by Tuesday 1 December, 5 working days. */
export function deadline(due: DueDate, wording: Wording = {}): string {
  const words = dateWords[say(wording)]
  const said = [words.by(day(due.date, wording))]
  if (due.workingDays !== undefined) said.push(words.left(due.workingDays))
  if (due.provisional) said.push(words.provisional)
  return words.join(said)
}

export function duration(minutes: number, wording: Wording = {}): string {
  const words = dateWords[say(wording)]
  const whole = Math.max(0, Math.round(minutes))
  if (whole >= 48 * 60) return words.days(Math.floor(whole / 1440))
  return words.duration(Math.floor(whole / 60), whole % 60)
}

/** Several things one after the other: 本户、邻居 / household, neighbour. */
export function listed(words: readonly string[], wording: Wording = {}): string {
  return words.join(say(wording) === 'en' ? ', ' : '、')
}

export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, '')} MB`
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}

function parts(date: string): DayParts {
  const [year = 0, month = 0, dayOfMonth = 0] = plainDay(date).split('-').map(Number)
  const weekday = new Date(Date.UTC(year, month - 1, dayOfMonth)).getUTCDay()
  return { year, month, day: dayOfMonth, weekday }
}

/** Shanghai is eight hours ahead all year round, and has been since 1991. */
function shanghai(instantText: string): { date: string; clock: string } {
  const local = new Date(Date.parse(instantText) + 8 * 3_600_000).toISOString()
  return { date: local.slice(0, 10), clock: local.slice(11, 16) }
}
