import { redirect } from '@sveltejs/kit'
import { whoIs } from '#web/me.ts'
import type { PageServerLoad } from './$types'

/** Whoever is signed in goes straight to what concerns them. */
export const load: PageServerLoad = async (event) => {
  const me = await whoIs(event)
  if (me) redirect(303, me.residences.length > 0 && me.posts.length === 0 ? '/home' : '/office')
}
