import { error, type RequestEvent } from '@sveltejs/kit'
import type { Me } from '#dashboards/queries.ts'
import type { Outcome } from '#kernel/outcome.ts'
import * as m from '#paraglide/messages.js'
import { listed } from '#ui/format.ts'
import type { Link } from '#ui/shapes.ts'
import { type Counts, type Entering, nothing } from './navigation.ts'
import { postTitle } from './post-title.ts'
import { isFromAbove, postsAt } from './posts-at.ts'

export interface Office {
  readonly tenantCode: string
  readonly place: string
  readonly level: string
  /** Held here, or `@above` where the place is in the reach of a post held above it. */
  readonly posts: readonly string[]
  readonly postTitle: string
  readonly places: Link[]
  readonly counts: Counts
  /** Kept on every link where one has to do with more than one place. */
  readonly keep: string
  readonly entering: Entering
}

type Event = Pick<RequestEvent, 'url' | 'locals'>

/**
 * The place an office page works on: the one asked for with `?at=`, or the first where one holds a
 * post. A form's action runs without the layout, so a place out of one's reach is answered as it was
 * asked for: no act slips over to another place, and every door there says no.
 */
export function tenantOf({ url }: Pick<RequestEvent, 'url'>, me: Me): string {
  return url.searchParams.get('at') ?? me.posts[0]?.tenantCode ?? ''
}

/** Whether one holds a post there, or one above that covers it. */
function reaches(me: Me, tenantCode: string): boolean {
  return /^\d{12}$/.test(tenantCode) && postsAt(me.posts, tenantCode).length > 0
}

/** Says within one's own office that the place asked for is not part of it, and where to go. */
export function refuseForeignPlace(event: Event, me: Me): void {
  if (reaches(me, tenantOf(event, me))) return
  const { locale } = event.locals.reader
  const names = [...new Set(me.posts.map((post) => post.place))]
  const places = names.join(locale === 'en' ? ', ' : '、')
  const sentence = m.web_office_not_here({ places }, { locale })
  error(403, { message: sentence, sentence })
}

export async function officeOf(event: Event, me: Me): Promise<Office> {
  const asked = tenantOf(event, me)
  const tenantCode = reaches(me, asked) ? asked : (me.posts[0]?.tenantCode ?? '')
  const posts = postsAt(me.posts, tenantCode)
  const found = await event.locals.try('places.place', { code: tenantCode })
  const held = new Map(me.posts.map((post) => [post.tenantCode, post.place]))
  const several = held.size > 1 || isFromAbove(posts)
  return {
    ...{ tenantCode, posts },
    // A place that was closed keeps its office until its posts have ended.
    place: found.ok ? found.value.commonName : (held.get(tenantCode) ?? tenantCode),
    level: found.ok ? found.value.level : 'village',
    postTitle: listed(posts.map((post) => postTitle(post.replace('@above', '')))),
    places: several
      ? [...held].map(([code, label]) => ({ href: `/office?at=${code}`, label }))
      : [],
    counts: await countsFor(event, tenantCode),
    keep: several ? `?at=${tenantCode}` : '',
    entering: await enteringFor(event, tenantCode),
  }
}

async function enteringFor(
  { locals }: Pick<RequestEvent, 'locals'>,
  tenantCode: string,
): Promise<Entering> {
  const asked = await locals.try('points.entering', { tenantCode })
  return asked.ok ? asked.value : nothing
}

/** What waits in this office for the one who works in it: deeds by step, objections drawn to them. */
async function countsFor(event: Pick<Event, 'locals'>, tenantCode: string): Promise<Counts> {
  const { locals } = event
  const waiting = permitted(await locals.try('points.waiting_for_me', { tenantCode }))
  const mine = { tenantCode, onlyMine: true, limit: 1 }
  const drawn = permitted(await locals.try('appeals.for_review', mine))
  const rules = permitted(await locals.try('compact.rules_waiting', { tenantCode }))
  const sent = permitted(await locals.try('compact.rules_reviews', { tenantCode }))
  return {
    ...{ ...waiting, appeals: drawn ?? undefined },
    rulesDesk: someOf(rules?.total),
    rulesReview: someOf(sent?.length),
  }
}

/** Nothing at all is no figure in a menu where little ever waits. */
const someOf = (total = 0) => (total > 0 ? { total, overdue: 0 } : undefined)

/** Null for posts that have no such entry; any other refusal must not pass for nothing to do. */
function permitted<V>(outcome: Outcome<V>): V | null {
  if (outcome.ok) return outcome.value
  if (outcome.code === 'kernel.not_permitted') return null
  throw new Error(`The menu of an office was refused: ${outcome.code}`)
}
