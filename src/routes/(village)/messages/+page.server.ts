import { redirect } from '@sveltejs/kit'
import { listState } from '#ui/list-state.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { tenantCode } = await parent()
  const { offset, limit } = listState(url, { pageSize: 30 })
  const mine = await locals.ask('notices.mine', { tenantCode, offset, limit })
  const messageIds = [...mine.waiting, ...mine.messages].map((message) => message.id)
  return { ...mine, told: await locals.ask('telling.told_me', { tenantCode, messageIds }) }
}

export const actions: Actions = {
  read: async ({ locals, url }) => {
    const acted = await locals.act('notices.mark_read')
    if (!acted.ok) return acted.failure
    redirect(303, url.pathname)
  },
}
