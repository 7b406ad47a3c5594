import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => ({
  tenantCode: params.code,
  shop: await locals.ask('shop.open', { tenantCode: params.code }),
})
