import { redirect } from '@sveltejs/kit'
import { fieldsOf, goOn } from '../go-on.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = (event) => {
  if (!event.locals.runtime.auth.card.isAwaited(event)) redirect(303, '/sign-in/phone')
}

export const actions: Actions = {
  default: async (event) => {
    const { form, read } = await fieldsOf(event)
    const { card } = event.locals.runtime.auth
    return goOn(event, form, await card.enterWithPhone(event, read('code')))
  },
}
