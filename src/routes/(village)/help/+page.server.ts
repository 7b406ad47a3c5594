import type { Actions, PageServerLoad } from './$types'
import { begin, end, next } from './actions.ts'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent()
  const { assistanceId } = locals.session
  const helping = me.behalf && assistanceId ? { name: me.behalf.name, assistanceId } : null
  return { helping, ended: url.searchParams.has('ended') }
}

export const actions: Actions = { begin, end, next }
