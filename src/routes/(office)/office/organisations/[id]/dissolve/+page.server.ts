import { redirect } from '@sveltejs/kit'
import { keepAt, officeHref } from '../../../tenant.ts'
import { dissolve } from '../../actions.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const tenantCode = locals.tenant
  const organisationId = params.id
  const body = await locals.ask('organisations.body', { tenantCode, organisationId })
  const gone = body.dissolvedOn !== null && body.dissolvedOn <= locals.reader.today
  if (gone || !body.mayChange) redirect(303, officeHref(url, `/organisations/${params.id}`))
  return { body, today: locals.reader.today, at: keepAt(url, tenantCode) }
}

export const actions: Actions = { default: dissolve }
