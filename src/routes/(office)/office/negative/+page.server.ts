import { redirect } from '@sveltejs/kit'
import { actWithFiles } from '#web/uploads.ts'
import { keepAt, officeHref } from '../tenant.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode } = await parent()
  const { items, posts, from } = await locals.ask('points.items', { tenantCode })
  const chosen = url.searchParams.get('item')
  return { items, posts, from, chosen, at: keepAt(url, tenantCode) }
}

export const actions: Actions = {
  default: async (event) => {
    const house = (form: FormData) => ({ householdCode: form.get('house') ?? undefined })
    const acted = await actWithFiles(event, 'points.note_negative', house)
    if (!acted.ok) return acted.failure
    redirect(303, officeHref(event.url, `/deeds/${acted.value.deedId}`, { done: 'noted' }))
  },
}
