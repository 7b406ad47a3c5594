import { redirect } from '@sveltejs/kit'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, params, url }) => {
  const { tenantCode } = await parent()
  const view = await locals.ask('appeals.one', { tenantCode, appealId: params.id })
  return { view, done: url.searchParams.get('done') }
}

export const actions: Actions = {
  withdraw: async ({ locals, params }) => {
    const acted = await locals.act('appeals.withdraw')
    if (!acted.ok) return acted.failure
    redirect(303, `/appeals/${params.id}?done=withdrawn`)
  },
}
