import { redirect } from '@sveltejs/kit'
import { actWithFiles } from '#web/uploads.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode } = await parent()
  const { cycle, aspects, items, soFar, from } = await locals.ask('points.items', { tenantCode })
  const item = items.find((one) => one.key === url.searchParams.get('item')) ?? null
  const praise = url.searchParams.get('for') === 'neighbour'
  return { cycle, aspects, items, soFar, from, item, praise }
}

export const actions: Actions = {
  default: async (event) => {
    const neighbour = (form: FormData) => ({ householdCode: form.get('neighbour') ?? undefined })
    const acted = await actWithFiles(event, 'points.declare', neighbour)
    return acted.ok ? redirect(303, `/deeds/${acted.value.deedId}?done=declared`) : acted.failure
  },
}
