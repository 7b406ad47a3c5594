import type { Actions, PageServerLoad } from './$types'
import { find, tillOf } from './till.ts'

export const load: PageServerLoad = async (event) => tillOf(event, (await event.parent()).posts)

export const actions: Actions = { find }
