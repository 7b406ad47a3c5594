import { mayOf } from '../../households/posts.ts'
import { keepAt } from '../../tenant.ts'
import { appoint } from '../actions.ts'
import { findCandidates } from '../candidates.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const tenantCode = locals.tenant
  const organisationId = params.id
  const body = await locals.ask('organisations.body', { tenantCode, organisationId })
  return {
    ...(await findCandidates(locals, { url, tenantCode, may: body.mayChange })),
    divisions: await locals.ask('places.divisions', { tenantCode }),
    done: url.searchParams.get('done'),
    mayEnter: mayOf((await parent()).posts).mayEnter,
    ...{ body, tenantCode, today: locals.reader.today, at: keepAt(url, tenantCode) },
  }
}

export const actions: Actions = { appoint }
