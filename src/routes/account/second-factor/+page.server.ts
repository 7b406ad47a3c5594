import { redirect } from '@sveltejs/kit'
import { fieldsOf, needSignIn } from '#routes/sign-in/go-on.ts'
import { failureOf } from '#web/doors.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const signIn = needSignIn(event)
  const { password, secondFactor } = event.locals.runtime.auth
  if (!(await password.isOwned(signIn))) redirect(303, '/account')
  return { on: await secondFactor.isOn(signIn) }
}

export const actions: Actions = {
  begin: async (event) => {
    const { form, read } = await fieldsOf(event)
    const { secondFactor } = event.locals.runtime.auth
    const begun = await secondFactor.begin(event, needSignIn(event), read('password'))
    return begun.ok ? { setUp: begun.value } : failureOf(event, begun, form)
  },
  confirm: async (event) => {
    const { form, read } = await fieldsOf(event)
    const done = await event.locals.runtime.auth.secondFactor.confirm(event, read('code'))
    return done.ok ? { done: true } : failureOf(event, done, form)
  },
  remove: async (event) => {
    const { form, read } = await fieldsOf(event)
    const { secondFactor } = event.locals.runtime.auth
    const done = await secondFactor.remove(event, needSignIn(event), read('password'))
    return done.ok ? { done: true } : failureOf(event, done, form)
  },
}
