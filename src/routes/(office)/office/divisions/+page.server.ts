import { mayOnPlace } from '#places/model.ts'
import { keepAt } from '../tenant.ts'
import type { Actions, PageServerLoad } from './$types'
import { open } from './actions.ts'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const tenantCode = locals.tenant
  const divisions = await locals.ask('places.divisions', { tenantCode })
  const mayDivide = mayOnPlace((await parent()).posts).divide
  const facts = { today: locals.reader.today, done: url.searchParams.get('done') }
  return { divisions, mayDivide, ...facts, at: keepAt(url, tenantCode) }
}

export const actions: Actions = { default: open }
