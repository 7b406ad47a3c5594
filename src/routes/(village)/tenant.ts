import { type RequestEvent, redirect } from '@sveltejs/kit'
import { whoIs } from '#web/me.ts'

/** The village a villager's action is about: one's own, or that of the person one helps. */
export async function villageOf(event: Pick<RequestEvent, 'locals' | 'url'>): Promise<string> {
  const me = await whoIs(event)
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(event.url.pathname)}`)
  const own = me.residences[0] ?? me.posts[0]
  return me.behalf?.tenantCode ?? own?.tenantCode ?? ''
}
