import { redirect } from '@sveltejs/kit'
import { actWithFiles, answersSoFar } from '#web/uploads.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode } = await parent()
  const { items, ...known } = await locals.ask('points.items', { tenantCode })
  const item = items.find((one) => one.key === url.searchParams.get('item')) ?? null
  return { ...known, items, item, praise: url.searchParams.get('for') === 'neighbour' }
}

export const actions: Actions = {
  next: answersSoFar,
  send: async (event) => {
    const neighbour = (form: FormData) => ({ householdCode: form.get('neighbour') ?? undefined })
    const acted = await actWithFiles(event, 'points.declare', neighbour)
    return acted.ok ? redirect(303, `/deeds/${acted.value.deedId}?done=declared`) : acted.failure
  },
}
