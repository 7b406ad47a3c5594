import { keepAt } from '../../../tenant.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const asked = { tenantCode: locals.tenant, versionId: params.id }
  const trial = await locals.ask('stars.simulation', asked)
  return { trial, id: params.id, at: keepAt(url, locals.tenant) }
}
