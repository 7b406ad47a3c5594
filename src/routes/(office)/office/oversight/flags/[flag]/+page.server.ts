import { keepAt } from '../../../tenant.ts'
import { say } from '../../acts.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, params, url }) => {
  const { tenantCode } = await parent()
  const shown = await locals.ask('oversight.flag', { tenantCode, flagId: params.flag })
  return { shown, at: keepAt(url, tenantCode), done: url.searchParams.get('done') }
}

export const actions: Actions = { ask: say('oversight.ask'), close: say('oversight.close') }
