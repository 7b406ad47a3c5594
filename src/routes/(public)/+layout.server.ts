import { whoIs } from '#web/me.ts'
import type { LayoutServerLoad } from './$types'

/** Pages anybody may read; below /v/CODE they belong to one village. */
export const load: LayoutServerLoad = async (event) => {
  const me = await whoIs(event)
  const { code } = event.params as { code?: string }
  const inVillage = event.url.pathname.startsWith('/v/') && code && /^\d{12}$/.test(code)
  if (!inVillage) return { me, village: null }
  const place = await event.locals.ask('places.place', { code })
  return { me, village: { code, name: place.commonName } }
}
