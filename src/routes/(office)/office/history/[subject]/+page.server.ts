import { listState } from '#ui/list-state.ts'
import { namesOf } from '../../names.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const tenantCode = locals.tenant
  const { offset, limit } = listState(url)
  const input = { tenantCode, subject: params.subject, offset, limit }
  const history = await locals.ask('audit.history', input)
  return { ...history, names: namesOf(await locals.ask('places.place', { code: tenantCode })) }
}
