import { redirect } from '@sveltejs/kit'
import type { PageServerLoad } from './$types'

/** Looks up a code typed by hand. */
export const load: PageServerLoad = ({ url }) => {
  const code = url.searchParams.get('code')?.trim().slice(0, 40)
  if (code) redirect(303, `/n/${encodeURIComponent(code)}`)
}
