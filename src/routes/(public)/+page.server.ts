import { redirect } from '@sveltejs/kit'
import { liveEverywhere } from '#web/live-villages.ts'
import { whoIs } from '#web/me.ts'
import type { PageServerLoad } from './$types'

const shown = 5

/** Whoever is signed in goes straight to what concerns them; others see a few villages to read. */
export const load: PageServerLoad = async (event) => {
  const me = await whoIs(event)
  if (me) redirect(303, me.residences.length > 0 && me.posts.length === 0 ? '/home' : '/office')
  return { live: (await liveEverywhere(event.locals)).slice(0, shown) }
}
