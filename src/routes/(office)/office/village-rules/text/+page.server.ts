import { redirect } from '@sveltejs/kit'
import { officeHref } from '../../tenant.ts'
import { acting, loadDesk } from '../desk.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { desk, at } = await loadDesk(event)
  if (!desk.mayBegin && !desk.rules?.may.includes('write'))
    redirect(303, officeHref(event.url, '/village-rules'))
  return { rules: desk.rules, at }
}

export const actions: Actions = { save: acting('compact.write_village_rules', 'saved') }
