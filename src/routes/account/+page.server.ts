import { fieldsOf, needSignIn } from '#routes/sign-in/go-on.ts'
import type { Actions, PageServerLoad } from './$types'
import { loadAccount } from './load-account.ts'

export const load: PageServerLoad = (event) => loadAccount(event)

export const actions: Actions = {
  end: async (event) => {
    const { read } = await fieldsOf(event)
    await event.locals.runtime.auth.sessions.end(needSignIn(event), read('sessionId'))
    return { done: true }
  },
  others: async (event) => {
    await event.locals.runtime.auth.sessions.endOthers(needSignIn(event))
    return { done: true }
  },
}
