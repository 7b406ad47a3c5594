import { redirect } from '@sveltejs/kit'
import { keepAt, officeHref } from '../tenant.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => ({
  ...(await locals.ask('compact.drafts', { tenantCode: locals.tenant })),
  templates: await locals.ask('compact.templates', {}),
  at: keepAt(url, locals.tenant),
  done: url.searchParams.get('done'),
})

export const actions: Actions = {
  begin: async (event) => {
    const acted = await event.locals.act('compact.draft', { tenantCode: event.locals.tenant })
    if (!acted.ok) return acted.failure
    redirect(303, officeHref(event.url, `/rules/${acted.value.versionId}`, { done: 'begun' }))
  },
}
