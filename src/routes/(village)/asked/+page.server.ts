import { redirect } from '@sveltejs/kit'
import { villageOf } from '../tenant.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode } = await parent()
  const shown = await locals.ask('oversight.asked_of_me', { tenantCode })
  return { shown, done: url.searchParams.has('done') }
}

export const actions: Actions = {
  answer: async (event) => {
    const acted = await event.locals.act('oversight.answer', { tenantCode: await villageOf(event) })
    return acted.ok ? redirect(303, '/asked?done=yes') : acted.failure
  },
}
