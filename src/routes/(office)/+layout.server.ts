import { redirect } from '@sveltejs/kit'
import { whoIs } from '#web/me.ts'
import { officeOf } from '#web/office.ts'
import type { LayoutServerLoad } from './$types'

/** An office works on one place: the one asked for with `?at=`, or the first where one holds a post. */
export const load: LayoutServerLoad = async (event) => {
  const me = await whoIs(event)
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(event.url.pathname)}`)
  if (me.posts.length === 0) redirect(303, '/home')
  return { me, ...(await officeOf(event, me)) }
}
