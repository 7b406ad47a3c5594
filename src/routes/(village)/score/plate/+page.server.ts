import { redirect } from '@sveltejs/kit'
import { villageOf } from '../../tenant.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode, village } = await parent()
  const mine = await locals.ask('stars.my_plate', { tenantCode })
  const address = `${locals.runtime.config.origin}/v/${tenantCode}/door/${mine.code}`
  const done = url.searchParams.get('done')
  return { mine, url: mine.code && address, place: village.name, done }
}
const act = (name: 'stars.hang_plate' | 'stars.take_down_plate') => async (event: RequestEvent) => {
  const acted = await event.locals.act(name, { tenantCode: await villageOf(event) })
  return acted.ok ? redirect(303, `/score/plate?done=${name}`) : acted.failure
}

export const actions: Actions = {
  hang: act('stars.hang_plate'),
  down: act('stars.take_down_plate'),
}
