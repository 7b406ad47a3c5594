import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { tenantCode } = await parent()
  return { household: await locals.ask('stars.household', { tenantCode }) }
}
