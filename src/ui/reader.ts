import type { Locale } from '#paraglide/runtime.js'

/** How somebody wishes to read: language, letter size, and the day it is in the village. */
export interface Reader {
  locale: Locale
  /** 0 is the standard size; 24 to 30 pixels is elder mode. */
  size: ReadingSize
  /** Plain date in Asia/Shanghai. */
  today: string
  demo: boolean
}

export const readingSizes = [0, 24, 26, 28, 30] as const
export type ReadingSize = (typeof readingSizes)[number]

export const languageCookie = 'language'
export const readingCookie = 'reading'
/** Preferences last a year; they name nobody, so they need no secrecy. */
export const preferenceSeconds = 31_536_000

interface Wishes {
  language: string | undefined
  reading: string | undefined
  acceptLanguage: string | null
}

export function localeOf(wishes: Pick<Wishes, 'language' | 'acceptLanguage'>): Locale {
  if (wishes.language === 'en' || wishes.language === 'zh-CN') return wishes.language
  const first = (wishes.acceptLanguage ?? '')
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .find((part) => part.startsWith('zh') || part.startsWith('en'))
  return first?.startsWith('en') ? 'en' : 'zh-CN'
}

export function sizeOf(reading: string | undefined): ReadingSize {
  return readingSizes.find((size) => String(size) === reading) ?? 0
}

export function readerOf(wishes: Wishes, facts: { today: string; demo: boolean }): Reader {
  return { locale: localeOf(wishes), size: sizeOf(wishes.reading), ...facts }
}

/** A path on this very site, or the home page: nobody is ever sent elsewhere. */
export function samePlace(back: string | null): string {
  if (!back?.startsWith('/') || back.startsWith('//') || /[\\\p{Cc}]/u.test(back)) return '/'
  const url = new URL(back, 'http://here.invalid')
  return url.host === 'here.invalid' ? url.pathname + url.search : '/'
}

export function readingHref(size: ReadingSize, back: string): string {
  return `/reading?${new URLSearchParams({ size: String(size), back })}`
}

export function languageHref(locale: Locale, back: string): string {
  return `/language?${new URLSearchParams({ to: locale, back })}`
}

/**
 * Writes the language and the letter size on the page. There is no client script that would
 * need Svelte's comment marks, so they stay at home: a long table is a third lighter without.
 */
export function dressPage(html: string, reader: Pick<Reader, 'locale' | 'size'>): string {
  return html
    .replace('%lang%', reader.locale)
    .replace('%size%', String(reader.size))
    .replace(/<!--(?:\[-?\d*|\[!|\]|[a-z0-9]+)?-->/g, '')
}
