import { redirect } from '@sveltejs/kit'
import { fieldsOf, goOn } from '../go-on.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = (event) => {
  const { auth } = event.locals.runtime
  const phone = auth.phone.sentTo(event)
  if (!phone) redirect(303, '/sign-in/phone')
  return { phone, development: auth.developmentCodes() !== null }
}

export const actions: Actions = {
  confirm: async (event) => {
    const { form, read } = await fieldsOf(event)
    return goOn(event, form, await event.locals.runtime.auth.phone.confirm(event, read('code')))
  },
  again: async (event) => {
    const { form } = await fieldsOf(event)
    return goOn(event, form, await event.locals.runtime.auth.phone.again(event))
  },
}
