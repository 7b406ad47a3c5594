import { redirect } from '@sveltejs/kit'
import { fieldsOf, needSignIn } from '#routes/sign-in/go-on.ts'
import { failureOf } from '#web/doors.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const owned = await event.locals.runtime.auth.password.isOwned(needSignIn(event))
  if (!owned) redirect(303, '/account')
}

export const actions: Actions = {
  default: async (event) => {
    const { form, read } = await fieldsOf(event)
    const passwords = { password: read('newPassword'), again: read('againPassword') }
    const typed = { current: read('currentPassword'), ...passwords }
    const { password } = event.locals.runtime.auth
    const changed = await password.change(event, needSignIn(event), typed)
    return changed.ok ? { done: true } : failureOf(event, changed, form)
  },
}
