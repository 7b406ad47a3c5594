import type { PageServerLoad } from './$types'
import { loadVersion } from './draft.ts'

export const load: PageServerLoad = async (event) => ({
  ...(await loadVersion(event)),
  tenantCode: event.locals.tenant,
  done: event.url.searchParams.get('done'),
})
