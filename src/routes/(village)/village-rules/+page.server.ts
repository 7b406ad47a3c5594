import { redirect } from '@sveltejs/kit'
import { villageOf } from '../tenant.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode } = await parent()
  const consultation = await locals.ask('compact.rules_consultation', { tenantCode })
  return { consultation, done: url.searchParams.has('done') }
}

export const actions: Actions = {
  comment: async (event) => {
    const tenantCode = await villageOf(event)
    const acted = await event.locals.act('compact.comment_on_rules', { tenantCode })
    return acted.ok ? redirect(303, '/village-rules?done=1') : acted.failure
  },
}
