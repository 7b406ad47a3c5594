import { fieldsOf, needSignIn } from '#routes/sign-in/go-on.ts'
import { failureOf } from '#web/doors.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const rows = await event.locals.runtime.auth.passkeys.list(needSignIn(event))
  return { passkeys: rows.map(({ id, label, created_at: since }) => ({ id, label, since })) }
}

export const actions: Actions = {
  keep: async (event) => {
    const { form, read } = await fieldsOf(event)
    const made = { response: read('response'), label: read('label') }
    const kept = await event.locals.runtime.auth.passkeys.keep(event, needSignIn(event), made)
    return kept.ok ? { done: true } : failureOf(event, kept, form)
  },
  remove: async (event) => {
    const { read } = await fieldsOf(event)
    await event.locals.runtime.auth.passkeys.remove(needSignIn(event), read('id'))
    return { done: true }
  },
}
