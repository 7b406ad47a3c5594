import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { tenantCode } = await parent()
  return { trial: await locals.ask('stars.simulation', { tenantCode }) }
}
