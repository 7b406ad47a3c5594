import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const search = url.searchParams.get('q') ?? ''
  const people = await locals.ask('auth.accounts', { tenantCode: params.tenant, search })
  return { tenantCode: params.tenant, people }
}
