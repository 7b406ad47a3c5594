import { fieldsOf, goOn, nextOf } from '../go-on.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ url }) => ({ next: nextOf(url) })

export const actions: Actions = {
  enter: async (event) => {
    const { form, read } = await fieldsOf(event)
    const typed = {
      username: read('username'),
      password: read('password'),
      next: nextOf(event.url),
    }
    return goOn(event, form, await event.locals.runtime.auth.password.enter(event, typed))
  },
  passkey: async (event) => {
    const { form, read } = await fieldsOf(event)
    const shown = { response: read('response'), next: nextOf(event.url) }
    return goOn(event, form, await event.locals.runtime.auth.passkeys.enter(event, shown))
  },
}
