import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { village } = await parent()
  const shown = await locals.ask('oversight.public_samplings', { tenantCode: params.code })
  return { place: village?.name ?? '', shown }
}
