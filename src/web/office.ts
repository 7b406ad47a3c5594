import { error, type RequestEvent } from '@sveltejs/kit'
import type { Me } from '#dashboards/queries.ts'
import type { Link } from '#ui/shapes.ts'
import type { Counts } from './navigation.ts'
import { postTitle } from './post-title.ts'
import { say } from './sentence.ts'

export interface Office {
  readonly tenantCode: string
  readonly place: string
  readonly posts: readonly string[]
  readonly postTitle: string
  readonly places: Link[]
  readonly counts: Counts
}

/**
 * The place an office page works on. Pages and their actions call this too, because a form's
 * action runs without the layout.
 */
export function tenantOf(event: Pick<RequestEvent, 'url' | 'locals'>, me: Me): string {
  const asked = event.url.searchParams.get('at')
  const held = me.posts.map((post) => post.tenantCode)
  if (asked === null) return held[0] ?? ''
  if (held.includes(asked)) return asked
  const message = say('kernel.not_permitted', {}, event.locals.reader.locale)
  error(403, { message, sentence: message, requestId: event.locals.requestId })
}

export async function officeOf(
  event: Pick<RequestEvent, 'url' | 'locals'>,
  me: Me,
): Promise<Office> {
  const tenantCode = tenantOf(event, me)
  event.locals.tenant = tenantCode
  const here = me.posts.filter((post) => post.tenantCode === tenantCode)
  const places = new Map(me.posts.map((post) => [post.tenantCode, post.place]))
  return {
    tenantCode,
    place: here[0]?.place ?? '',
    posts: here.map((post) => post.post),
    postTitle: here.map((post) => postTitle(post.post)).join('、'),
    places: [...places].map(([code, label]) => ({ href: `/office?at=${code}`, label })),
    counts: await countsFor(event, tenantCode),
  }
}

/** What waits in this office: deeds by step, and objections to review. */
async function countsFor(event: Pick<RequestEvent, 'locals'>, tenantCode: string): Promise<Counts> {
  const { locals } = event
  const waiting = await locals.try('points.waiting_for_me', { tenantCode })
  const drawn = await locals.try('appeals.for_review', { tenantCode, state: 'open' })
  const appeals = drawn.ok ? { total: drawn.value.total, overdue: 0 } : undefined
  return { ...(waiting.ok ? waiting.value : {}), appeals }
}
