import { redirect } from '@sveltejs/kit'
import type { PageServerLoad } from './$types'

/** The overview of the place one works for. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const tenantCode = locals.tenant
  redirect(303, `/office/overview/${tenantCode}${url.search}`)
}
