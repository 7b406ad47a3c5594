import type { PageServerLoad } from './$types'
import { nextOf } from './go-on.ts'

export const load: PageServerLoad = ({ url, locals }) => ({
  next: nextOf(url),
  demonstration: locals.runtime.auth.demonstration.open,
  phone: locals.runtime.auth.phone.open,
})
