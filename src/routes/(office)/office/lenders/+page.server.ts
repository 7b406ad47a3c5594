import type { Actions, PageServerLoad } from './$types'
import { loadLenders, save } from './lenders.ts'

export const load: PageServerLoad = async (event) => {
  const { tenantCode, posts } = await event.parent()
  return loadLenders(event, { tenantCode, posts })
}

export const actions: Actions = {
  keep: save('letters.keep_lender'),
  end: save('letters.end_lender'),
}
