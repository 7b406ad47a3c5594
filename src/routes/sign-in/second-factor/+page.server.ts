import { redirect } from '@sveltejs/kit'
import { fieldsOf, goOn } from '../go-on.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = (event) => {
  if (!event.locals.runtime.auth.secondFactor.isWaiting(event)) redirect(303, '/sign-in/password')
}

export const actions: Actions = {
  default: async (event) => {
    const { form, read } = await fieldsOf(event)
    const { secondFactor } = event.locals.runtime.auth
    return goOn(event, form, await secondFactor.enter(event, read('code')))
  },
}
