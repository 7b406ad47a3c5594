import { error } from '@sveltejs/kit'
import type { PageServerLoad } from './$types'

/** Only where nothing but this computer can ask: elsewhere the page does not exist. */
export const load: PageServerLoad = ({ locals }) => {
  const codes = locals.runtime.auth.developmentCodes()
  if (!codes) error(404)
  return { codes, texts: locals.runtime.outbox.shown() ?? [] }
}
