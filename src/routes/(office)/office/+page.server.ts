import { redirect } from '@sveltejs/kit'
import { isFromAbove } from '#web/posts-at.ts'
import type { PageServerLoad } from './$types'
import { keepAt } from './tenant.ts'

/** The morning list of an office. Whoever works from above has none here and begins with its bodies. */
export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const tenantCode = locals.tenant
  const at = keepAt(url, tenantCode)
  if (isFromAbove((await parent()).posts)) redirect(303, `/office/organisations${at}`)
  return { today: await locals.ask('dashboards.today', { tenantCode }), at }
}
