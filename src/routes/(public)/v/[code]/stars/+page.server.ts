import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { village } = await parent()
  const shown = await locals.ask('stars.levels', { tenantCode: params.code })
  return { tenantCode: params.code, place: village?.name ?? '', shown }
}
