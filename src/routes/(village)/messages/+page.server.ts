import { redirect } from '@sveltejs/kit'
import { listState } from '#ui/list-state.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode } = await parent()
  const { offset, limit } = listState(url, { pageSize: 30 })
  return locals.ask('notices.mine', { tenantCode, offset, limit })
}

export const actions: Actions = {
  read: async ({ locals, url }) => {
    const acted = await locals.act('notices.mark_read')
    if (!acted.ok) return acted.failure
    redirect(303, url.pathname)
  },
}
