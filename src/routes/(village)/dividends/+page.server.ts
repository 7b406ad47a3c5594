import { redirect } from '@sveltejs/kit'
import { villageOf } from '../tenant.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode } = await parent()
  const mine = await locals.ask('dividends.mine', { tenantCode })
  return { tenantCode, mine, done: url.searchParams.has('done') }
}

export const actions: Actions = {
  account: async (event) => {
    const facts = { tenantCode: await villageOf(event) }
    const acted = await event.locals.act('dividends.enter_account', facts)
    return acted.ok ? redirect(303, '/dividends?done=1') : acted.failure
  },
}
