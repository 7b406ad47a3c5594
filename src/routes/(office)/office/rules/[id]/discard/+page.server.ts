import { redirect } from '@sveltejs/kit'
import { officeHref } from '../../../tenant.ts'
import { loadDraft } from '../draft.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = loadDraft

export const actions: Actions = {
  discard: async (event) => {
    const at = { tenantCode: event.locals.tenant, versionId: event.params.id }
    const acted = await event.locals.act('compact.discard_draft', at)
    if (!acted.ok) return acted.failure
    redirect(303, officeHref(event.url, '/rules', { done: 'discarded' }))
  },
}
