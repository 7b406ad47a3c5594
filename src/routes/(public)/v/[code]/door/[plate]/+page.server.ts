import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { village } = await parent()
  const input = { tenantCode: params.code, code: params.plate }
  const plate = await locals.ask('stars.plate', input)
  return { tenantCode: params.code, place: village?.name ?? '', plate }
}
