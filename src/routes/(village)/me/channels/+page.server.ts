import * as m from '#paraglide/messages.js'
import { villageOf } from '../../tenant.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { tenantCode, me } = await parent()
  const mine = await locals.ask('telling.my_channels', { tenantCode })
  const back = { href: '/me', label: m.people_me_title() }
  return { mine, helping: me.behalf !== null, back }
}

export const actions: Actions = {
  choose: async (event) => {
    const facts = { tenantCode: await villageOf(event) }
    const acted = await event.locals.act('telling.choose_channels', facts)
    return acted.ok ? { done: true } : acted.failure
  },
}
