import type { Actions, PageServerLoad } from './$types'
import { changing, loadVersion } from './draft.ts'

export const load: PageServerLoad = async (event) => ({
  ...(await loadVersion(event)),
  tenantCode: event.locals.tenant,
  done: event.url.searchParams.get('done'),
})

export const actions: Actions = {
  explain: changing('compact.explain_finding', { done: 'explained' }),
}
