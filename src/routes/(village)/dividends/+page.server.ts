import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { tenantCode } = await parent()
  return { tenantCode, mine: await locals.ask('dividends.mine', { tenantCode }) }
}
