import { namesOf } from '../../../(office)/office/names.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, params }) => {
  const { tenantCode } = await parent()
  const sequence = Number(params.sequence)
  const entry = await locals.ask('audit.entry', { tenantCode, sequence })
  return { entry, names: namesOf(await locals.ask('places.place', { code: tenantCode })) }
}
