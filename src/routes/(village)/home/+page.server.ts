import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { tenantCode } = await parent()
  return { home: await locals.ask('dashboards.home', { tenantCode }) }
}
