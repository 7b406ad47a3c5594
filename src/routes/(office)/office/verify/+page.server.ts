import type { RequestEvent } from '@sveltejs/kit'
import { backToDesk, deedsOf, loadDesk } from '../desk.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => loadDesk(event, await event.parent(), 'verify')

const verify = (decision: 'confirm' | 'return') => async (event: RequestEvent) => {
  const form = await event.request.formData()
  const evidence = form.get('evidence') ?? form.get('severalEvidence') ?? undefined
  const extra = { deedIds: deedsOf(form), decision, evidence }
  const acted = await event.locals.act('points.verify', extra, form)
  return acted.ok ? backToDesk(event.url, 'verify', acted.value) : acted.failure
}

export const actions: Actions = { yes: verify('confirm'), no: verify('return') }
