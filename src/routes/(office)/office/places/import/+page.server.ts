import { keepAt } from '../../tenant.ts'
import { importPlaces } from '../sheet.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals, url }) => {
  return { today: locals.reader.today, at: keepAt(url, locals.tenant) }
}

export const actions: Actions = { default: importPlaces }
