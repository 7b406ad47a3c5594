import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => ({
  waiting: await locals.ask('compact.rules_reviews', { tenantCode: locals.tenant }),
})
