import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { tenantCode } = await parent()
  const rules = await locals.ask('compact.rules_consultation', { tenantCode })
  const home = await locals.ask('dashboards.home', { tenantCode })
  return { home, rulesOpen: rules?.mayComment ?? false }
}
