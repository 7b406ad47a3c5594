import { fail } from '@sveltejs/kit'
import { actWithFiles } from '#web/uploads.ts'
import { keepAt } from '../tenant.ts'
import type { Actions, PageServerLoad } from './$types'
import { householdsIn, reportOf } from './round.ts'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode } = await parent()
  const known = await locals.ask('points.items', { tenantCode })
  const households = await locals.ask('points.round_list', { tenantCode })
  const chosen = url.searchParams.get('item')
  return { ...known, households, chosen, at: keepAt(url, tenantCode) }
}

export const actions: Actions = {
  default: async (event) => {
    const acted = await actWithFiles(event, 'points.declare_round', householdsIn)
    if (acted.ok) return { report: await reportOf(event, acted.value) }
    return fail(acted.failure.status, acted.failure.data)
  },
}
