import { keepAt } from '../tenant.ts'
import type { Actions, PageServerLoad } from './$types'
import { upload } from './upload.ts'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode } = await parent()
  const { sheets } = await locals.ask('people.roster_sheets', { tenantCode })
  return { sheets, demonstration: locals.reader.demo, at: keepAt(url, tenantCode) }
}

export const actions: Actions = { default: upload }
