import { redirect } from '@sveltejs/kit'
import { preferenceSeconds, readingCookie, samePlace, sizeOf } from '#ui/reader.ts'
import type { RequestHandler } from './$types'

/** `/reading?size=24&back=/notices`: remembers the letter size and returns to the same page. */
export const GET: RequestHandler = ({ url, cookies }) => {
  const size = sizeOf(url.searchParams.get('size') ?? undefined)
  const maxAge = preferenceSeconds
  cookies.set(readingCookie, String(size), {
    path: '/',
    maxAge,
    secure: url.protocol === 'https:',
  })
  redirect(303, samePlace(url.searchParams.get('back')))
}
