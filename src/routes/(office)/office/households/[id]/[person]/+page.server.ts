import { keepAt } from '../../../tenant.ts'
import { mayOf } from '../../posts.ts'
import type { Actions, PageServerLoad } from './$types'
import { correct, kin, leave, paper, phone, reveal, unkin } from './actions.ts'

export const load: PageServerLoad = async ({ locals, parent, params, url }) => {
  const { tenantCode, posts } = await parent()
  const view = await locals.ask('people.person', { tenantCode, personId: params.person })
  const { members, household } = await locals.ask('people.household', {
    tenantCode,
    householdId: params.id,
  })
  const others = members.filter((member) => member.personId !== params.person)
  const may = mayOf(posts)
  const facts = { at: keepAt(url, tenantCode), today: locals.reader.today, code: household.code }
  return { view, others, keeper: may.keeper, mayChangePhone: may.mayAdd, ...facts }
}

export const actions: Actions = { reveal, phone, kin, unkin, paper, correct, leave }
