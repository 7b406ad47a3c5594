import { redirect } from '@sveltejs/kit'
import { needSignIn } from '#routes/sign-in/go-on.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = (event) => {
  if (!event.locals.signIn) redirect(303, '/')
}

export const actions: Actions = {
  here: async (event) => {
    await event.locals.runtime.auth.sessions.leave(event)
    redirect(303, '/')
  },
  everywhere: async (event) => {
    await event.locals.runtime.auth.sessions.leaveEverywhere(event, needSignIn(event))
    redirect(303, '/')
  },
}
