import { keepAt } from '../../../tenant.ts'
import { mayOf } from '../../posts.ts'
import type { Actions, PageServerLoad } from './$types'
import { change, merge } from './actions.ts'

export const load: PageServerLoad = async ({ locals, parent, params, url }) => {
  const { tenantCode, posts } = await parent()
  const view = await locals.ask('people.household', { tenantCode, householdId: params.id })
  const { divisions } = await locals.ask('people.households', { tenantCode, limit: 1 })
  const facts = { keeper: mayOf(posts).keeper, today: locals.reader.today }
  return { view, divisions, ...facts, at: keepAt(url, tenantCode) }
}

export const actions: Actions = {
  place: (event) => change(event, 'place'),
  split: (event) => change(event, 'split'),
  move: (event) => change(event, 'move'),
  merge,
}
