import type { Actions, PageServerLoad } from './$types'
import { loadCase, told, withHundredths } from './case.ts'

export const load: PageServerLoad = async (event) => loadCase(event, await event.parent())

export const actions: Actions = {
  decide: async (event) => {
    const form = withHundredths(await event.request.formData())
    const acted = await event.locals.act('appeals.decide', {}, form)
    return acted.ok ? told(event.url, 'decided') : acted.failure
  },
  excuse: async ({ locals, url }) => {
    const acted = await locals.act('appeals.excuse')
    return acted.ok ? told(url, 'excused') : acted.failure
  },
  draw: async ({ locals, url }) => {
    const acted = await locals.act('appeals.draw')
    return acted.ok ? told(url, 'drawn') : acted.failure
  },
}
