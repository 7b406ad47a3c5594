import { error, type RequestEvent } from '@sveltejs/kit'
import type { Me } from '#dashboards/queries.ts'
import * as m from '#paraglide/messages.js'
import { listed } from '#ui/format.ts'
import type { Link } from '#ui/shapes.ts'
import type { Counts } from './navigation.ts'
import { postTitle } from './post-title.ts'

export interface Office {
  readonly tenantCode: string
  readonly place: string
  readonly posts: readonly string[]
  readonly postTitle: string
  readonly places: Link[]
  readonly counts: Counts
}

/**
 * The place an office page works on: the one asked for with `?at=`, or the first where one holds a
 * post. A form's action runs without the layout, so a place where one holds none is answered as it
 * was asked for: no act slips over to another place, and every door there says no.
 */
export function tenantOf({ url }: Pick<RequestEvent, 'url'>, me: Me): string {
  return url.searchParams.get('at') ?? me.posts[0]?.tenantCode ?? ''
}

function holdsPostAt(me: Me, tenantCode: string): boolean {
  return me.posts.some((post) => post.tenantCode === tenantCode)
}

/** Says within one's own office that the place asked for is not part of it, and where to go. */
export function refuseForeignPlace(event: Pick<RequestEvent, 'url' | 'locals'>, me: Me): void {
  if (holdsPostAt(me, tenantOf(event, me))) return
  const { locale } = event.locals.reader
  const names = [...new Set(me.posts.map((post) => post.place))]
  const places = names.join(locale === 'en' ? ', ' : '、')
  const sentence = m.web_office_not_here({ places }, { locale })
  error(403, { message: sentence, sentence })
}

export async function officeOf(
  event: Pick<RequestEvent, 'url' | 'locals'>,
  me: Me,
): Promise<Office> {
  const asked = tenantOf(event, me)
  const tenantCode = holdsPostAt(me, asked) ? asked : (me.posts[0]?.tenantCode ?? '')
  const here = me.posts.filter((post) => post.tenantCode === tenantCode)
  const places = new Map(me.posts.map((post) => [post.tenantCode, post.place]))
  return {
    tenantCode,
    place: here[0]?.place ?? '',
    posts: here.map((post) => post.post),
    postTitle: listed(here.map((post) => postTitle(post.post))),
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
