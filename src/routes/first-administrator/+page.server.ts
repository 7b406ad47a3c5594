import { redirect } from '@sveltejs/kit'
import { fieldsOf } from '#routes/sign-in/go-on.ts'
import { failureOf } from '#web/doors.ts'
import type { Actions, PageServerLoad } from './$types'
import { claimOf } from './claim-of.ts'

export const load: PageServerLoad = async (event) => {
  const { firstAdministrator } = event.locals.runtime.auth
  const token = event.url.searchParams.get('token')
  if (token) {
    await firstAdministrator.open(event, token)
    redirect(303, '/first-administrator')
  }
  return { counties: await firstAdministrator.begin(event) }
}

export const actions: Actions = {
  default: async (event) => {
    const { form, read } = await fieldsOf(event)
    const claimed = await event.locals.runtime.auth.firstAdministrator.claim(event, claimOf(read))
    if (claimed.ok) redirect(303, '/')
    return failureOf(event, claimed, form)
  },
}
