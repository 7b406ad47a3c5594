import type { RequestEvent } from '@sveltejs/kit'
import { backToDesk, deedsOf, loadDesk } from '../desk.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => loadDesk(event, await event.parent(), 'review')

const vote = (agrees: boolean) => async (event: RequestEvent) => {
  const form = await event.request.formData()
  const reason = String(form.get('reason') ?? '') || undefined
  const votes = deedsOf(form).map((deedId) => ({ deedId, agrees, reason }))
  const acted = await event.locals.act('points.review', { votes }, form)
  return acted.ok ? backToDesk(event.url, 'review', acted.value) : acted.failure
}

export const actions: Actions = { yes: vote(true), no: vote(false) }
