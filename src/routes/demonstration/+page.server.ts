import { fieldsOf, goOn, nextOf } from '#routes/sign-in/go-on.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => ({
  place: url.searchParams.get('place'),
  people: await locals.ask('auth.demonstration_people', {}),
})

export const actions: Actions = {
  default: async (event) => {
    const { form, read } = await fieldsOf(event)
    const who = { tenantCode: read('tenantCode'), personId: read('personId') }
    const { demonstration } = event.locals.runtime.auth
    return goOn(event, form, await demonstration.enter(event, { ...who, next: nextOf(event.url) }))
  },
}
