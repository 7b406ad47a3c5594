import { redirect } from '@sveltejs/kit'
import { officeHref } from '../../../tenant.ts'
import { changing, loadVersion } from '../draft.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const loaded = await loadVersion(event)
  if (loaded.version.adoptedAt || !loaded.version.mayAdopt)
    redirect(303, officeHref(event.url, `/rules/${event.params.id}`))
  const { at: _, confirm, ...typed } = Object.fromEntries(event.url.searchParams)
  return { ...loaded, typed, filled: confirm ? typed : null }
}

export const actions: Actions = { adopt: changing('compact.adopt', { done: 'adopted' }) }
