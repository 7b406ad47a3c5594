import { keepAt } from '../../tenant.ts'
import { findCandidates } from '../candidates.ts'
import type { Actions, PageServerLoad } from './$types'
import { join, leave } from './actions.ts'

export const load: PageServerLoad = async ({ locals, url }) => {
  const tenantCode = locals.tenant
  const members = await locals.ask('organisations.party', { tenantCode })
  const { bodies } = await locals.ask('organisations.members', { tenantCode })
  return {
    ...(await findCandidates(locals, { url, tenantCode, may: true })),
    branches: bodies.filter((body) => body.kind === 'party_branch'),
    done: url.searchParams.get('done'),
    ...{ members, tenantCode, today: locals.reader.today, at: keepAt(url, tenantCode) },
  }
}

export const actions: Actions = { join, leave }
