import { listState } from '#ui/list-state.ts'
import { namesOf } from '../../names.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const tenantCode = locals.tenant
  const { page } = listState(url)
  const history = await locals.ask('audit.history', { tenantCode, subject: params.subject, page })
  return { ...history, names: namesOf(await locals.ask('places.place', { code: tenantCode })) }
}
