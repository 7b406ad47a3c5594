import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, params }) => {
  const { tenantCode } = await parent()
  return { why: await locals.ask('stars.why', { tenantCode, scoreId: params.id }) }
}
