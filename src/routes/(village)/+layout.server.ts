import { redirect } from '@sveltejs/kit'
import { whoIs } from '#web/me.ts'
import type { LayoutServerLoad } from './$types'

/** Villagers' pages are about the village one lives in, or that of the person one helps. */
export const load: LayoutServerLoad = async (event) => {
  const me = await whoIs(event)
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(event.url.pathname)}`)
  const home = me.behalf ?? me.residences[0]
  if (!home) redirect(303, '/office')
  const { tenantCode } = home
  const known = [...me.residences, ...me.posts].find((one) => one.tenantCode === tenantCode)
  return { me, village: { code: tenantCode, name: known?.place ?? '' }, tenantCode }
}
