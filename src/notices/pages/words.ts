import * as m from '#paraglide/messages.js'
import type { Locale } from '#paraglide/runtime.js'
import { day, instant, points, starsWord } from '#ui/format.ts'
import { lastDayWord } from '#ui/last-day.ts'
import type { Tone } from '#ui/shapes.ts'
import type { Bilingual, LineContent, MessageFacts, NoticeColumn } from '../model.ts'
import { daysLeft, lastDay } from '../rules.ts'

/** The words in the reader's language. */
export function inWords(words: Bilingual, locale: Locale): string {
  return locale === 'en' ? words.en : words['zh-CN']
}

export interface ClockWords {
  readonly tag: string
  readonly tone: Tone
  /** "until the end of Wednesday 25 November", or when it ended. */
  readonly until: string
  readonly running: boolean
}

/** How long a notice still hangs, as people say it. */
export function clockWords(notice: { endsAt: string }, today: string): ClockWords {
  const left = daysLeft(notice, today)
  const ends = lastDay(notice.endsAt)
  if (left < 0) {
    const ended = m.notices_ended_on({ day: day(ends) })
    return { tag: m.notices_ended(), tone: 'neutral', until: ended, running: false }
  }
  const words = {
    until: m.notices_until({ day: lastDayWord(ends) }),
    running: true,
    tone: 'waiting',
  } as const
  if (left === 0) return { ...words, tag: m.notices_left_today() }
  if (left === 1) return { ...words, tag: m.notices_left_one() }
  return { ...words, tag: m.notices_left_days({ count: left }) }
}

/** One value of a line as text: for paper, for search engines and for reading aloud. */
export function cellText(content: LineContent, column: NoticeColumn, locale: Locale): string {
  const value = content.values[column.key]
  if (value === null || value === undefined) return '—'
  if (typeof value === 'object') return inWords(value, locale)
  if (column.shape === 'points') return points(Number(value), { locale })
  if (column.shape === 'stars') return Number(value) > 0 ? '★'.repeat(Number(value)) : '—'
  return String(value)
}

/** The number of lines in words. */
export function linesNote(count: number): string {
  return count === 1 ? m.notices_lines_note_one() : m.notices_lines_note({ count })
}

type Sentence = (facts: Record<string, string>) => string

/** The sentence of a message; `tell_KIND` in the messages, with its facts put into words. */
export function messageText(kind: string, facts: MessageFacts, locale: Locale): string {
  const sentences = m as unknown as Record<string, Sentence | undefined>
  const sentence = sentences[`tell_${kind}`] ?? sentences.tell_other!
  const words = Object.entries(facts).map(([key, value]) => [key, factText(key, value, locale)])
  const said: Record<string, string> = Object.fromEntries(words)
  // A fact the sentence asks for and the teller left out is a dash, never "undefined".
  return sentence(new Proxy(said, { get: (all, key) => all[String(key)] ?? '—' }))
}

function factText(key: string, value: MessageFacts[string], locale: Locale): string {
  if (value === null) return '—'
  if (typeof value === 'object') return inWords(value, locale)
  if (/hundredths$/i.test(key)) return points(Number(value), { locale })
  if (key === 'reason') return closed(String(value))
  if (key === 'stars') return starsWord(Number(value), { locale })
  if (typeof value !== 'string') return String(value)
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return day(value, { locale })
  return /^\d{4}-\d\d-\d\dT/.test(value) ? instant(value, { locale }) : value
}

/** What somebody gave as a reason ends the sentence of a message, however they typed it. */
function closed(reason: string): string {
  const text = reason.trim()
  if (/[。！？.!?…]["”’」』）)]*$/.test(text)) return text
  return /[a-z0-9)]$/i.test(text) && !/\p{Script=Han}/u.test(text) ? `${text}.` : `${text}。`
}

const pagesOf: Readonly<Record<string, (id: string) => string>> = {
  appeal: (id) => `/appeals/${id}`,
  deed: (id) => `/deeds/${id}`,
  score: () => '/score',
}

/** Where one reads more: the page the teller named, or the one its subject has. */
export function messageHref(message: { facts: MessageFacts; subject: string }): string | null {
  const { href } = message.facts
  if (typeof href === 'string' && /^\/(?!\/)/.test(href)) return href
  const [word = '', id = ''] = message.subject.split(':')
  return pagesOf[word]?.(id) ?? null
}

/** What an action gave back: the refusal, the fields that are wrong, and all that was typed. */
export interface Answer {
  readonly fault: {
    readonly message: string
    readonly faults: { name: string; message: string }[]
  }
  readonly fields: Readonly<Record<string, string>>
  readonly values: Readonly<Record<string, string>>
}
