import type { Actions, PageServerLoad } from './$types'
import { checkLetter } from './check.ts'

/** The address carries the code alone; opening it shows nothing and counts as no look. */
export const load: PageServerLoad = ({ url }) => ({
  code: url.searchParams.get('code')?.trim().slice(0, 60) ?? '',
})

export const actions: Actions = { default: checkLetter }
