import type { Locale } from '#paraglide/runtime.js'

/** The parts of a calendar day, as words are made of them. */
export interface DayParts {
  year: number
  month: number
  day: number
  /** 0 is Sunday. */
  weekday: number
}

const months =
  'January February March April May June July August September October November December'.split(' ')
const weekdays = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')
const hanWeekdays = [...'日一二三四五六'].map((sign) => `周${sign}`)

interface DateWords {
  day: (p: DayParts) => string
  fullDay: (p: DayParts) => string
  shortDay: (p: DayParts) => string
  monthDay: (p: DayParts) => string
  withTime: (day: string, clock: string) => string
  beside: (phrase: string, exact: string) => string
  relative: (days: number) => string | null
  by: (day: string) => string
  left: (days: number) => string
  provisional: string
  join: (parts: string[]) => string
  duration: (hours: number, minutes: number) => string
  days: (days: number) => string
}

const plural = (n: number, one: string) => `${n}\u00a0${one}${n === 1 ? '' : 's'}`

const chinese: DateWords = {
  day: (p) => `${p.month}\u00a0月\u00a0${p.day}\u00a0日（${hanWeekdays[p.weekday]}）`,
  fullDay: (p) => `${p.year}\u00a0年\u00a0${p.month}\u00a0月\u00a0${p.day}\u00a0日`,
  shortDay: (p) => `${p.month}\u00a0月\u00a0${p.day}\u00a0日`,
  monthDay: (p) => `${p.month}\u00a0月\u00a0${p.day}\u00a0日`,
  withTime: (day, clock) => `${day} ${clock}`,
  beside: (phrase, exact) => `${phrase}（${exact}）`,
  relative: (days) => {
    const near = new Map([
      [0, '今天'],
      [1, '明天'],
      [2, '后天'],
      [-1, '昨天'],
      [-2, '前天'],
    ])
    if (near.has(days)) return near.get(days) ?? null
    if (days > 0 && days <= 7) return `${days}\u00a0天后`
    return days < 0 && days >= -7 ? `${-days}\u00a0天前` : null
  },
  by: (day) => `最迟 ${day}`,
  left: (days) =>
    days === 0
      ? '今天到期'
      : days < 0
        ? `已超\u00a0${-days}\u00a0个工作日`
        : `还有\u00a0${days}\u00a0个工作日`,
  provisional: '暂定，当年放假安排尚未公布',
  join: (parts) => parts.join('，'),
  duration: (hours, minutes) =>
    [hours ? `${hours}\u00a0小时` : '', minutes || !hours ? `${minutes}\u00a0分钟` : '']
      .filter(Boolean)
      .join(' '),
  days: (days) => `${days}\u00a0天`,
}

const english: DateWords = {
  day: (p) => `${weekdays[p.weekday]} ${p.day}\u00a0${months[p.month - 1]}`,
  fullDay: (p) => `${p.day}\u00a0${months[p.month - 1]} ${p.year}`,
  shortDay: (p) => `${p.day}\u00a0${months[p.month - 1]?.slice(0, 3)}`,
  monthDay: (p) => `${p.day}\u00a0${months[p.month - 1]}`,
  withTime: (day, clock) => `${day}, ${clock}`,
  beside: (phrase, exact) => `${phrase} (${exact})`,
  relative: (days) => {
    const near = new Map([
      [0, 'today'],
      [1, 'tomorrow'],
      [-1, 'yesterday'],
    ])
    if (near.has(days)) return near.get(days) ?? null
    if (days > 0 && days <= 7) return `in ${days} days`
    return days < 0 && days >= -7 ? `${-days} days ago` : null
  },
  by: (day) => `by ${day}`,
  left: (days) =>
    days === 0
      ? 'due today'
      : days < 0
        ? `${plural(-days, 'working day')} late`
        : plural(days, 'working day'),
  provisional: 'provisional: that year’s holidays are not published yet',
  join: (parts) => parts.join(', '),
  duration: (hours, minutes) =>
    [hours ? plural(hours, 'hour') : '', minutes || !hours ? plural(minutes, 'minute') : '']
      .filter(Boolean)
      .join(' '),
  days: (days) => plural(days, 'day'),
}

/** How each language says a date. Whole patterns, because word order differs too much for parts. */
export const dateWords: Record<Locale, DateWords> = { 'zh-CN': chinese, en: english }
