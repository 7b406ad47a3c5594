import { keepAt } from '../../../tenant.ts'
import type { Actions, PageServerLoad } from './$types'
import { change, merge } from './actions.ts'

export const load: PageServerLoad = async ({ locals, parent, params, url }) => {
  const { tenantCode } = await parent()
  const view = await locals.ask('people.household', { tenantCode, householdId: params.id })
  const { divisions } = await locals.ask('people.households', { tenantCode, limit: 1 })
  return { view, divisions, at: keepAt(url, tenantCode), today: locals.reader.today }
}

export const actions: Actions = {
  place: (event) => change(event, 'place'),
  split: (event) => change(event, 'split'),
  move: (event) => change(event, 'move'),
  merge,
}
