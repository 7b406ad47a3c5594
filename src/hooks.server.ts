import { randomUUID } from 'node:crypto'
import type { RequestEvent } from '@sveltejs/kit'
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks'
import { plainDateInChina } from '#kernel/clock.ts'
import { unavailabilityOf } from '#kernel/database-unavailable.ts'
import { factsOf } from '#kernel/fault.ts'
import * as m from '#paraglide/messages.js'
import { dressPage, languageCookie, readerOf, readingCookie } from '#ui/reader.ts'
import { makeDoors } from '#web/doors.ts'
import { inLanguage } from '#web/language.ts'
import { limitBody } from '#web/large-form.ts'
import { whoIsIfKnown } from '#web/me.ts'
import { tenantOf } from '#web/office.ts'
import { getRuntime } from '#web/runtime.ts'
import { say } from '#web/sentence.ts'
import { soughtIn } from '#web/sought.ts'

/** Every request gets a number, a reader, a session and the two doors, and is timed by its route. */
export const handle: Handle = async ({ event, resolve }) => {
  const runtime = getRuntime()
  const started = performance.now()
  const { cookies, locals, request } = event
  locals.runtime = runtime
  locals.requestId = randomUUID()
  locals.reader = readerOf(
    {
      language: cookies.get(languageCookie),
      reading: cookies.get(readingCookie),
      acceptLanguage: request.headers.get('accept-language'),
    },
    {
      today: plainDateInChina(runtime.app.kernel.clock.now()),
      demo: runtime.config.demonstration,
    },
  )
  await findSession(event)
  Object.assign(locals, makeDoors(event), { sought: soughtIn(event) })
  locals.tenant = await officeTenant(event)
  const response = await inLanguage(
    locals.reader.locale,
    async () =>
      (await limitBody(event)) ??
      resolve(event, { transformPageChunk: ({ html }) => dressPage(html, locals.reader) }),
  )
  harden(response, locals.requestId)
  const route = event.route.id ?? 'unknown'
  const seconds = (performance.now() - started) / 1000
  runtime.metrics.requests.observe({ route, status: String(response.status) }, seconds)
  const { requestId } = locals
  const facts = { requestId, method: request.method, route, status: response.status, seconds }
  runtime.log.info(facts, 'request')
  return response
}

/**
 * Without a database nobody is known, and to take people for guests would mislead them. Whatever asks
 * who its reader is fails, so that the page is rendered that says why.
 */
async function findSession({ locals, request }: RequestEvent): Promise<void> {
  try {
    locals.signIn = await locals.runtime.auth.sessionOf(request.headers)
  } catch (error) {
    if (!unavailabilityOf(error)) throw error
    locals.session = { accountId: null }
    locals.me = Promise.reject(error)
    locals.me.catch(() => {})
    const get = () => {
      throw error
    }
    Object.defineProperty(locals, 'signIn', { get })
    return
  }
  locals.session = {
    accountId: locals.signIn?.accountId ?? null,
    assistanceId: locals.signIn?.assistanceId ?? null,
  }
}

/** The place an office page works on; its actions run without the layout, so it is found here. */
async function officeTenant(event: RequestEvent): Promise<string> {
  if (!event.url.pathname.startsWith('/office')) return ''
  const me = await whoIsIfKnown(event)
  return me ? tenantOf(event, me) : ''
}

function harden(response: Response, requestId: string): void {
  response.headers.set('x-request-id', requestId)
  response.headers.set('x-content-type-options', 'nosniff')
  response.headers.set('referrer-policy', 'same-origin')
  response.headers.set('permissions-policy', 'camera=(self), microphone=(self), geolocation=()')
  response.headers.set('cross-origin-opener-policy', 'same-origin')
  if (!response.headers.has('cache-control'))
    response.headers.set('cache-control', 'private, no-store')
}

/** A fault is written to the log with its request number; the reader is told the number only. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
  const { requestId } = event.locals
  if (kind === 'app') return error
  const status = kind === 'framework' ? error.status : null
  if (isForNothing(event, status)) {
    return { status: 400, message: m.ui_error_text_400({}, { locale: event.locals.reader.locale }) }
  }
  if (kind === 'framework' || kind === 'validation') return {}
  const route = event.route.id ?? 'unknown'
  getRuntime().log.error({ requestId, route, ...factsOf(error) }, 'fault')
  const { locale } = event.locals.reader
  const unavailable = unavailabilityOf(error)
  if (!unavailable) return { message: say('kernel.fault', { requestId }, locale), requestId }
  const sentence = say(unavailable, { requestId }, locale)
  return { status: 503, message: sentence, sentence, requestId }
}

/**
 * A form sent to a page that exists, by an address that does not say what to do there; `default` is a
 * name SvelteKit keeps for itself.
 */
function isForNothing({ request, route, url }: RequestEvent, status: number | null): boolean {
  if (request.method !== 'POST' || route.id === null) return false
  return status === 404 || status === 405 || url.searchParams.has('/default')
}
