import { fieldsOf, goOn, nextOf } from '../go-on.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ url }) => ({ next: nextOf(url) })

export const actions: Actions = {
  default: async (event) => {
    const { form, read } = await fieldsOf(event)
    const asked = { phone: read('phone'), next: nextOf(event.url) }
    return goOn(event, form, await event.locals.runtime.auth.phone.send(event, asked))
  },
}
