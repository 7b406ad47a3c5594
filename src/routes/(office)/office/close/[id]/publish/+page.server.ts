import { redirect } from '@sveltejs/kit'
import { keepAt, officeHref } from '../../../tenant.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const tenantCode = locals.tenant
  const close = await locals.ask('stars.close_progress', { tenantCode, closeId: params.id })
  if (close.announcedAt) redirect(303, officeHref(url, `/close/${params.id}`))
  return { close, at: keepAt(url, tenantCode) }
}

export const actions: Actions = {
  default: async ({ locals, params, url }) => {
    const acted = await locals.act('stars.publish')
    if (!acted.ok) return acted.failure
    redirect(303, officeHref(url, `/close/${params.id}`, { done: 'published' }))
  },
}
