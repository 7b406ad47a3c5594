import { keepAt } from '../../../tenant.ts'
import { mayOf } from '../../posts.ts'
import type { Actions, PageServerLoad } from './$types'
import * as forms from './actions.ts'
import { othersOf } from './others.ts'

export const load: PageServerLoad = async ({ locals, parent, params, url }) => {
  const { tenantCode, posts } = await parent()
  const view = await locals.ask('people.person', { tenantCode, personId: params.person })
  const may = mayOf(posts)
  const others = may.keeper ? await othersOf(locals, { tenantCode, view }) : []
  const facts = { at: keepAt(url, tenantCode), today: locals.reader.today, householdId: params.id }
  const { keeper, mayAdd: mayChangePhone, mayForget } = may
  return { view, others, keeper, mayChangePhone, mayForget, ...facts }
}

export const actions: Actions = { ...forms }
