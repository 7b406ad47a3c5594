import { redirect } from '@sveltejs/kit'
import { whoIs } from '#web/me.ts'
import type { LayoutServerLoad } from './$types'

/** Villagers' pages are about the village one lives in, or that of the person one helps. */
export const load: LayoutServerLoad = async (event) => {
  const me = await whoIs(event)
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(event.url.pathname)}`)
  const residence = me.residences[0]
  if (!residence) redirect(303, '/office')
  const tenantCode = me.behalf?.tenantCode ?? residence.tenantCode
  return { me, village: { code: tenantCode, name: residence.place }, tenantCode }
}
