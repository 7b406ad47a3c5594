import { redirect } from '@sveltejs/kit'
import { mayCloseBy } from '#stars/model.ts'
import { keepAt, officeHref } from '../../tenant.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const tenantCode = locals.tenant
  const close = await locals.ask('stars.close_progress', { tenantCode, closeId: params.id })
  const may = mayCloseBy((await parent()).posts)
  return { close, may, at: keepAt(url, tenantCode), done: url.searchParams.get('done') }
}

export const actions: Actions = {
  again: async ({ locals, params, url }) => {
    const acted = await locals.act('stars.draft_again')
    if (!acted.ok) return acted.failure
    redirect(303, officeHref(url, `/close/${params.id}`, { done: 'again' }))
  },
}
