import type { RequestEvent } from '@sveltejs/kit'
import { backToDesk, deedsOf, loadDesk } from '../desk.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) =>
  loadDesk(event, await event.parent(), 'approve')

const approve = (decision: 'approve' | 'refuse') => async (event: RequestEvent) => {
  const form = await event.request.formData()
  const extra = { deedIds: deedsOf(form), decision }
  const acted = await event.locals.act('points.approve', extra, form)
  return acted.ok ? backToDesk(event.url, 'approve', acted.value) : acted.failure
}

export const actions: Actions = { yes: approve('approve'), no: approve('refuse') }
