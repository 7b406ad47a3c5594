import { error } from '@sveltejs/kit'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => {
  const adopted = await locals.ask('compact.village_rules', { tenantCode: params.code })
  if (!adopted.rules.some((one) => one.id === params.id)) error(404)
  return { ...adopted, id: params.id }
}
