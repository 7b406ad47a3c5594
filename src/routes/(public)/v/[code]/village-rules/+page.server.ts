import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals, params }) =>
  locals.ask('compact.village_rules', { tenantCode: params.code })
