import { redirect } from '@sveltejs/kit'
import { fieldsOf, goOn } from '../go-on.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = (event) => {
  if (!event.locals.runtime.auth.password.isRenewing(event)) redirect(303, '/sign-in/password')
}

export const actions: Actions = {
  default: async (event) => {
    const { form, read } = await fieldsOf(event)
    const typed = { password: read('newPassword'), again: read('againPassword') }
    return goOn(event, form, await event.locals.runtime.auth.password.renew(event, typed))
  },
}
