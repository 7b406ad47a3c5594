import { redirect } from '@sveltejs/kit'
import { languageCookie, localeOf, preferenceSeconds, samePlace } from '#ui/reader.ts'
import type { RequestHandler } from './$types'

/** `/language?to=en&back=/notices`: remembers the language and returns to the same page. */
export const GET: RequestHandler = ({ url, cookies }) => {
  const language = url.searchParams.get('to') ?? undefined
  const locale = localeOf({ language, acceptLanguage: null })
  const maxAge = preferenceSeconds
  cookies.set(languageCookie, locale, { path: '/', maxAge, secure: url.protocol === 'https:' })
  redirect(303, samePlace(url.searchParams.get('back')))
}
