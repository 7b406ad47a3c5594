import { type RequestEvent, redirect } from '@sveltejs/kit'
import type { SignIn } from '#auth/model.ts'
import type { Result } from '#kernel/result.ts'
import { samePlace } from '#ui/reader.ts'
import { failureOf } from '#web/doors.ts'

/** The page somebody was on the way to: a path of this site, or the home page. */
export function nextOf(url: URL): string {
  return samePlace(url.searchParams.get('next'))
}

/** A question of signing in keeps the way: `/sign-in/phone?next=/notices`. */
export function withNext(path: string, next: string): string {
  return next === '/' ? path : `${path}?${new URLSearchParams({ next })}`
}

export async function fieldsOf(event: RequestEvent) {
  const form = await event.request.formData()
  const read = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  return { form, read }
}

/** On to the next screen, or back to the question with the sentence that says why. */
export function goOn(event: RequestEvent, form: FormData, result: Result<{ to: string }>) {
  if (result.ok) redirect(303, result.value.to)
  return failureOf(event, result, form)
}

/** The signed-in person; guests are asked to sign in first. */
export function needSignIn(event: Pick<RequestEvent, 'locals' | 'url'>): SignIn {
  if (event.locals.signIn) return event.locals.signIn
  redirect(303, withNext('/sign-in', event.url.pathname))
}
